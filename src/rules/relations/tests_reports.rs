//! Sentences as agencies print them: counts among all, owners, records, what is held against what.

use super::tests::{flags, lacks, silent};

#[test]
fn counts_among_all() {
    flags("parts-exceed-whole", "29个", "在26个纺织门类中，有29个门类产值回升。");
    flags("parts-exceed-whole", "127种", "登记在册的96种商品中，有127种价格上涨。");
    flags("parts-exceed-whole", "206种", "入库的125种药品中，涨价药品数量为31种，降价药品的数量有206种。");
    silent("在26个纺织门类中，有19个门类产值回升。");
    silent("入库的125种药品中，涨价药品数量为31种，降价药品的数量有79种。");
    lacks("parts-exceed-whole", "在6个县中，有14个乡镇产量增长。");
    // What they did stands between the part and its share.
    flags("share-mismatch", "82.3%", "今年前四个月，登记在册的96种商品中，67种销量增长，占比82.3%。");
    silent("今年前四个月，登记在册的96种商品中，67种销量增长，占比69.8%。");
    flags("share-mismatch", "超八成", "26个纺织门类中有19个产值回升，回升面超八成。");
    silent("26个纺织门类中有19个产值回升，回升面超七成。");
}

#[test]
fn compared_with_another() {
    flags("direction-mismatch", "3129台", "城南店卖出3647台，较城北店的3129台略少，要再加把劲。");
    flags("direction-mismatch", "33.6%", "快递件占44.1%的比例，但较上年同期33.6%的比例下降不少。");
    silent("城南店卖出3047台，较城北店的3129台略少，要再加把劲。");
    lacks("direction-mismatch", "卫星图像分辨率达3米，较此前公开产品的8米明显提高。");
    lacks("direction-mismatch", "春季成交8.6亿元，较去年秋季的7.9亿元增加9.1%，但较去年春季的10.4亿元减少16.7%。");
    silent("春季成交8.64亿港元，较去年秋季的7.92亿元增加9.1%，但较去年春季的10.37亿元仍减少16.7%。");
    flags("hedge-contradicts", "超过30%", "水运占货运的比重为25.4%，已连续两年超过30%。");
    silent("水运占货运的比重为32.4%，已连续两年超过30%。");
}

#[test]
fn owners_to_be() {
    flags("shares-sum-mismatch", "57%", "甲公司将持有新厂53%的股权，乙公司持有57%的股权。");
    flags("shares-sum-mismatch", "25%", "甲公司将受让乙公司65%的股权，创业团队持有其余25%的股权。");
    silent("甲公司将持有新厂53%的股权，乙公司持有47%的股权。");
    silent("甲公司将受让乙公司65%的股权，创业团队持有其余35%的股权。");
    silent("甲公司持股60%，交易完成后乙公司将持股55%。");
}

#[test]
fn days_that_everybody_knows() {
    flags("average-mismatch", "14.7万人次", "端午假期全市景区共接待游客36.3万人次，日均14.7万人次。");
    silent("端午假期全市景区共接待游客36.3万人次，日均12.1万人次。");
    flags("average-mismatch", "33.4万吨", "9月上旬，三座水厂共供水418.2万吨，日均供水33.4万吨。");
    silent("9月上旬，三座水厂共供水418.2万吨，日均供水41.8万吨。");
    // Told for another stretch.
    lacks("average-mismatch", "端午假期前两天共接待游客24.2万人次，日均14.7万人次。");
    flags("rate-times-duration", "960万块", "工厂日产砖32万块，全年生产300天，产量960万块。");
    silent("工厂日产砖32万块，全年生产300天，产量9600万块。");
    silent("工厂日产砖32万块，全年生产300天，产量将达到1.2亿块。");
}

#[test]
fn prices_as_they_are_quoted() {
    flags("average-outside-range", "8250元/吨", "苹果当天最高价8124元/吨，最低价7910元/吨，收于8250元/吨。");
    flags("average-outside-range", "3096元", "豆粕开盘3110元，最高3128元，最低3105元，收盘3096元。");
    silent("豆粕开盘3110元，最高3128元，最低3085元，收盘3096元。");
    flags("growth-mismatch", "4.9%", "螺纹钢收于3612元/吨，比前一天下跌4.9%或78元。");
    silent("螺纹钢收于3612元/吨，比前一天下跌2.1%或78元。");
    // Since another day.
    silent("螺纹钢收于3612元/吨，较年初下跌78元，跌幅4.9%。");
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
    flags("times-mismatch", "6.14倍", "平台募集40亿元，申购总额179.6亿元，约为募集规模的6.14倍。");
    silent("平台募集40亿元，申购总额179.6亿元，约为募集规模的4.49倍。");
}

#[test]
fn parts_of_a_whole() {
    flags("parts-sum-mismatch", "17.0万吨", "生产铜材17.0万吨，其中铜杆6.8万吨、铜管2.7万吨、铜箔1.2万吨。");
    silent("生产铜材18.0万吨，其中铜杆6.8万吨、铜管2.7万吨、铜箔1.2万吨。");
    flags("parts-sum-mismatch", "1150万吨", "公司去年销售钢材1150万吨，其中省内960万吨，省外460万吨。");
    silent("公司去年销售钢材1150万吨，其中省内560万吨，省外460万吨。");
}

#[test]
fn what_was_set_out_done_and_left() {
    let text = "今年全市计划新建口袋公园20个，总投资3600万元，平均每个180万元。目前已建成14个，剩余⟦⟧将于11月底前完工。";
    flags("remainder-mismatch", "8个", &text.replace("⟦⟧", "8个"));
    silent(&text.replace("⟦⟧", "6个"));
    // Some are of last year's.
    silent("新建公园20个，改造公园8个。目前已建成14个，剩余8个将于11月底前完工。");
}

#[test]
fn what_is_done_on_top() {
    silent("年底前要再开工10个，届时全年开工率将达到95.3%，剩下的6个结转到明年。");
}
