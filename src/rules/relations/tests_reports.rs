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
