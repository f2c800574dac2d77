//! Tests of what acquits at the door: other figures near by, and slips that nothing explains.

use super::tests::{flags, silent};

#[test]
fn other_figures_near_by_make_the_accused_one() {
    for right in [
        // The growth is of the change in what there was.
        "全县肉牛存栏25.2万头，比上年多存栏1.2万头，增长5.0%。",
        "2019年末常住老人50.0万人，五年增加10.0万人，增长20.0%，目前为60.0万人。",
        // The shares are of another whole than the one before.
        "全年收案9600件，审结9000件。调解3600件，撤诉1800件，其他450件，占比依次为40.0%、20.0%和5.0%。",
        // A daily mean stands between the two values that differ.
        "春运40天发送旅客840.0万人次，日均21.0万人次，比去年的800.0万人次增长5.0%，多出40万人次。",
        // The mean is of this year, the total and the number of last year, with their own mean.
        "平均每个项目投资5.25亿元，而去年同期签约30个项目、总投资120.0亿元，平均只有4.0亿元。",
        // Lengths of two tubes, and a depth.
        "左线长4820米，右线长4860米，双洞累计9680米，平均4840米，最大埋深312米。",
        // The total is of two rows.
        "引桥长1060米，北岸20跨、每跨25米，南岸16跨、每跨35米。",
        // What is new, what is gone, and the difference.
        "通航点由52个增至58个：新开9个，停航3个，净增6个。",
        // The mean of what is listed before.
        "1日3.60万人次，2日5.40万人次，3日6.20万人次，4日4.80万人次，5日2.50万人次。5天日均4.50万人次。",
        // The missing share stands before.
        "货车引发412起，占41.2%，居第一位；小客车308起，占30.8%；摩托车196起，占19.6%；其他车辆84起，占8.4%。",
        // A sum with other terms than the last two.
        "答：按年限加24.30元；3860元的0.5%是19.30元；再加定额30元、高龄20元，一共93.60元。",
        // The first parts make the whole; the last overlaps.
        "全线设站21座，其中地下站16座、高架站5座，换乘站6座。",
        // The parts are of all that was listed before.
        "受淹农田中，东坝乡4200亩，占42%；北塘镇3500亩，占35%；西洼镇2300亩，占23%。其中玉米6100亩、大豆2400亩、蔬菜1500亩。",
        // What is left of all shops is no change of those that were closed.
        "2023年末有门店184家，去年新开9家、关闭15家，年末为178家，净减6家。",
        // What is new is a share of what there is.
        "二期建设期20个月，达产后年新增产能900万套，较现有3000万套提高三成。",
        // What was saved is the change.
        "平均每船在泊时间18.2小时，同比压缩1.8小时，缩短9.0%。",
        // A shorter time is a better result.
        "她以2小时21分06秒夺冠，比去年在此跑出的2小时23分40秒提高2分34秒。",
        // 两人 are persons, no total; and 两人 stand for those who were named.
        "1968年，两人在食堂里办了婚礼，酒席只有4桌，每桌10人，喜糖9斤。",
        // The product is told for itself; half of it is paid out.
        "溢利72.8百万元，每股盈利0.28元（以股份2.6亿股计算），派息比率50%，共派36.40百万元。",
        // 1TB is 1000GB here.
        "400天里下传数据186.0TB，平均每天465GB。",
        // The ratio is told from the later value.
        "建成首年观众只有5.6万人次，去年已达128万人次，约为当年的23倍。",
        // What is behind an average in a clause of its own is no base of it.
        "海燕队失球15个，平均每场0.75个，有8场零封对手。",
        "10月1日至7日接待24.5万人次，日均3.5万人次；去年假期8天接待23.2万人次，日均2.9万人次。",
        // A part of last year is no part of this year's whole.
        "全年营业收入30.00亿元，研发投入7.50亿元，占营收的25.0%，上年为6.20亿元、占26.5%。",
        // Three parts with their shares, and no whole.
        "近海线152.4万箱，占51.2%；远海线98.1万箱，占33.0%；其余47.0万箱为内支线。",
        // The five make the sum.
        "外线贡献28分、7个篮板和6次助攻，三分球10投5中，罚球6罚全中；中锋得到21分、13个篮板，前锋15分，后卫13分，替补10分，五人合计87分。",
        // What there was five years ago.
        "五年前网箱有1.50万口，五年里减少9000口，降幅60%。",
        // What went from last year's value.
        "线路指数去年同期2400美元，同比跌去960美元，跌幅40.0%。",
        // Stretches of time are no values.
        "16日至18日三天卖出3.2公斤，比前三天下降近四成。",
        // A whole of a share is no earlier value.
        "燃料成本42.0亿元，占总成本140.0亿元的30.0%，同比减少6.4%。",
        // The water is higher where its depth is less.
        "平均埋深由36.2米减至33.8米，回升2.4米。",
        // A sum is no one of them.
        "五家租户占收益的37.0%，其中最大租户占12.5%，其余四家合计24.5%。",
        // The sum is told, and a plan beside it.
        "累计筹集住房4.66万套，提前完成4.3万套的目标。按年度看，2021年0.63万套，2022年1.02万套，2023年1.18万套，2024年1.09万套，今年前8个月0.74万套。",
        // Nothing says that what is small is left of what there is.
        "去年秋季有小学64所，今年撤并4所，剩60所，其中仍有7所学生不足10人。",
    ] {
        silent(right);
    }
}

#[test]
fn what_stands_in_a_row_belongs_together() {
    flags("growth-mismatch", "20%", "缴纳税款1.5亿元，同比增加3000万元，增长20%。");
    flags("growth-mismatch", "3.8%", "细颗粒物年均浓度为33微克/立方米，比上年的36微克/立方米下降3.8%。");
    flags("parts-sum-mismatch", "96.0万人次", "铁路发送旅客36.8万人次，到达旅客32.2万人次，合计96.0万人次。");
    flags("average-outside-range", "84.9分", "入围选手得分最低86.5分，最高97.2分，平均得分84.9分。");
}

#[test]
fn numbers_beyond_all_measure_are_no_fault() {
    let nines = "9".repeat(28);
    for text in [
        format!("得分最低{nines}分，最高1分，平均{nines}分，合计{nines}分，相差{nines}分。"),
        format!("甲{nines}元，比去年的{nines}元增加{nines}元，增长{nines}%，其中乙{nines}元、丙{nines}元，占{nines}%。"),
        format!("总投资{nines}亿元，共{nines}户，户均{nines}万元；完成{nines}亿元，剩余{nines}亿元，占5%。"),
    ] {
        super::tests::found(&text);
    }
}
