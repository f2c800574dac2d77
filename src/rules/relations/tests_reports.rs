//! Sentences as agencies print them: counts among all, owners, records, what is held against what.

use super::tests::{flags, lacks, silent};

#[test]
fn counts_among_all() {
    flags("parts-exceed-whole", "33个", "在31个大类行业中，有33个行业产值同比增长。");
    flags("parts-exceed-whole", "127种", "重点监测的96种产品中，有127种价格上涨。");
    flags("parts-exceed-whole", "206种", "跟踪的125种产品中，上涨产品数量为31种，下跌产品的数量有206种。");
    silent("在31个大类行业中，有23个行业产值同比增长。");
    silent("跟踪的125种产品中，上涨产品数量为31种，下跌产品的数量有79种。");
    lacks("parts-exceed-whole", "在6个县中，有14个乡镇产量增长。");
    // What they did stands between the part and its share.
    flags("share-mismatch", "82.3%", "今年前四个月，重点监测的96种产品中，67种实现同比增长，占比82.3%。");
    silent("今年前四个月，重点监测的96种产品中，67种实现同比增长，占比69.8%。");
    flags("share-mismatch", "超八成", "31个大类行业中有23个实现增长，增长面超八成。");
    silent("31个大类行业中有23个实现增长，增长面超七成。");
}

#[test]
fn compared_with_another() {
    flags("direction-mismatch", "3129亿元", "甲公司市值为3647亿元，较乙公司的3129亿元略少，屈居第二。");
    flags("direction-mismatch", "33.6%", "该品牌拥有44.1%的市场份额，但较上年同期33.6%的份额下滑不少。");
    silent("甲公司市值为3047亿元，较乙公司的3129亿元略少，屈居第二。");
    lacks("direction-mismatch", "卫星图像分辨率达3米，较此前公开产品的8米明显提高。");
    lacks("direction-mismatch", "春季成交8.6亿元，较去年秋季的7.9亿元增加9.1%，但较去年春季的10.4亿元减少16.7%。");
    silent("春季成交8.64亿港元，较去年秋季的7.92亿元增加9.1%，但较去年春季的10.37亿元仍减少16.7%。");
    flags("hedge-contradicts", "超过30%", "装备制造业占规上工业比重为25.4%，已连续20个月超过30%。");
    silent("装备制造业占规上工业比重为32.4%，已连续20个月超过30%。");
}

#[test]
fn owners_to_be() {
    flags("shares-sum-mismatch", "57%", "甲公司将拥有合资公司53%的股权，乙公司拥有57%的股权。");
    flags("shares-sum-mismatch", "25%", "甲公司将收购乙公司65%的股份，创始家族将持有剩余的25%股份。");
    silent("甲公司将拥有合资公司53%的股权，乙公司拥有47%的股权。");
    silent("甲公司将收购乙公司65%的股份，创始家族将持有剩余的35%股份。");
    silent("甲公司持股60%，交易完成后乙公司将持股55%。");
}

#[test]
fn days_that_everybody_knows() {
    flags("average-mismatch", "14.7万人次", "端午假期全市景区共接待游客36.3万人次，日均14.7万人次。");
    silent("端午假期全市景区共接待游客36.3万人次，日均12.1万人次。");
    flags("average-mismatch", "33.4万吨", "9月上旬，重点钢厂共产粗钢418.2万吨，日均产量33.4万吨。");
    silent("9月上旬，重点钢厂共产粗钢418.2万吨，日均产量41.8万吨。");
    // Told for another stretch.
    lacks("average-mismatch", "端午假期前两天共接待游客24.2万人次，日均14.7万人次。");
    flags("rate-times-duration", "960万块", "工厂日产砖32万块，全年生产300天，产量960万块。");
    silent("工厂日产砖32万块，全年生产300天，产量9600万块。");
    silent("工厂日产砖32万块，全年生产300天，产量将达到1.2亿块。");
}

#[test]
fn prices_as_they_are_quoted() {
    flags("average-outside-range", "82.5美元/桶", "油价盘中最高触及81.2美元/桶，最低下探至79.1美元/桶，收报82.5美元/桶。");
    flags("average-outside-range", "9332元", "合约开盘9352元，最高9374元，最低9340元，收盘9332元。");
    silent("合约开盘9352元，最高9374元，最低9302元，收盘9332元。");
    flags("growth-mismatch", "6.4%", "主力合约收报于18430元/吨，较上一交易日下跌了6.4%或868元。");
    silent("主力合约收报于18430元/吨，较上一交易日下跌了4.5%或868元。");
    // Since another day.
    silent("主力合约收报于18430元/吨，较年初下跌868元，跌幅6.4%。");
}

#[test]
fn differences_of_percentages() {
    flags("percent-for-points", "18%", "本地配套率只有32%，计划三年内提高到50%，即提高18%。");
    silent("本地配套率只有32%，计划三年内提高到50%，即提高18个百分点。");
    // What it grew by, in percent of itself.
    lacks("percent-for-points", "负荷由80%提高到100%，提高25%。");
}

#[test]
fn of_what_was_before() {
    flags("growth-mismatch", "14%", "企业所得税3.36亿元，由上年同期的3.50亿元下降14%。");
    silent("企业所得税3.36亿元，由上年同期的3.50亿元下降4%。");
    // The parts stand between.
    flags("growth-mismatch", "18%", "全产业链产值达到42.6亿元，其中种植18.3亿元、加工17.8亿元、物流6.5亿元，比上年的37.7亿元增长18%。");
    silent("全产业链产值达到42.6亿元，其中种植18.3亿元、加工17.8亿元、物流6.5亿元，比上年的37.7亿元增长13%。");
    flags("share-mismatch", "24.1%", "亏损企业87家，在全部612家规上企业中占24.1%。");
    silent("亏损企业87家，在全部612家规上企业中占14.2%。");
    flags("times-mismatch", "6.32倍", "银行发行60亿元债券，认购总额269.4亿元，约为发行规模的6.32倍。");
    silent("银行发行60亿元债券，认购总额269.4亿元，约为发行规模的4.49倍。");
}

#[test]
fn parts_of_a_whole() {
    flags("parts-sum-mismatch", "17.0万吨", "生产铜材17.0万吨，其中铜杆6.8万吨、铜管2.7万吨、铜箔1.2万吨。");
    silent("生产铜材18.0万吨，其中铜杆6.8万吨、铜管2.7万吨、铜箔1.2万吨。");
    flags("parts-sum-mismatch", "1150万吨", "公司去年销售钢材1150万吨，其中省内960万吨，省外460万吨。");
    silent("公司去年销售钢材1150万吨，其中省内560万吨，省外460万吨。");
}
