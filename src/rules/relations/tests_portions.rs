//! Tests of shares by words and places.

use super::tests::{flags, silent as silent_one};

/// The marked place of each text is found with this code.
#[track_caller]
fn wrong(code: &str, texts: &[&str]) {
    for marked in texts {
        let place = marked.split(['⟦', '⟧']).nth(1).expect("a marked place");
        flags(code, place, &marked.replace(['⟦', '⟧'], ""));
    }
}

#[track_caller]
fn silent(texts: &[&str]) {
    texts.iter().for_each(|text| silent_one(text));
}

#[test]
fn shares_of_what_the_words_name() {
    wrong(
        "share-mismatch",
        &[
            "公司24个采掘工作面中，已有16个完成智能化改造，占⟦75%⟧。",
            "36个行业大类中，27个实现正增长，增长面达⟦57%⟧，余下9个下降。",
            "全区92个行政村中，46个建了食堂，占⟦六成⟧。",
            "办理公益诉讼案件240件，从领域看，生态环境96件，占40%；食品药品48件，占⟦12%⟧。",
            "吞吐量中，国内航线1131.6万人次，国际航线74.8万人次，后者占⟦2.6%⟧。",
            "按类型分，工业项目41个、农业项目20个、服务业项目22个；农业项目占⟦34%⟧。",
            "全年发放贷款1.26万笔。在发放的贷款中，首套房1.071万笔，占⟦58%⟧。",
        ],
    );
    wrong(
        "shares-contradict",
        &[
            "公司减速器销量8.4万台，占国内市场的12%；排名首位的同行销量21万台，占⟦13%⟧。",
            "轴承收入9.69亿元，占营业收入的52.0%；减速器收入5.59亿元，占⟦13.0%⟧，同比提高8.5个百分点。",
        ],
    );
}

#[test]
fn right_shares_that_look_alike() {
    silent(&[
        "公司24个采掘工作面中，已有18个完成智能化改造，占75%。",
        "36个行业大类中，27个实现正增长，增长面达75%，余下9个下降。",
        "办理案件240件，生态环境96件，占40%；食品药品48件，占20%，其中网络案件12件，占25%。",
        "农作物受灾31.5万亩，其中水稻18.9万亩、玉米6.3万亩、蔬菜6.3万亩；水稻占六成。",
        "国内航线1131.6万人次，国际航线74.8万人次，后者占6.2%。",
        // Of another whole, which stands elsewhere.
        "公司24个工作面中，已有16个完成改造，占全国同类的3%。",
        "全市24个县中，16个县有高铁，占全省有高铁的县的22%。",
        // Two things of one place.
        "甲省香菇60万吨，占全国的12%；木耳30万吨，占全国的9%。",
        // What is left out of the row.
        "主要有工业项目41个、农业项目20个、服务业项目22个；工业项目占45%。",
        // Of the money, not of the number.
        "全年发放贷款1.26万笔、56.7亿元。在发放的贷款中，首套房1.071万笔，占金额的八成。",
        "各项存款余额468.3亿元，各项贷款余额312.5亿元，不良贷款率为1.05%。",
        // A growth of the share behind it.
        "外地考生360人，占18%，比上年提高3个百分点；女生900人，占45%。",
    ]);
}
