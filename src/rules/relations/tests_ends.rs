//! Growths behind the ends they are of (C1, C9).

use super::tests::{flags, lacks};

#[test]
fn a_growth_behind_its_ends() {
    let code = "growth-mismatch";
    flags(code, "69.0%", "合并线路以后，每天的班车由46辆减到18辆，少了28辆，减少69.0%。");
    flags(code, "17.8%", "收入比上年的3.69亿元多了0.69亿元，增长17.8%。");
    flags(code, "9.3%", "不降反升的是臭氧，从152微克/立方米升到158微克/立方米，升幅9.3%。");
    flags(code, "7.4%", "实际完成47.43亿元，为预算的102.0%，比上年的45.30亿元增收2.13亿元，增长7.4%。");
    // The wrong end taken for the base is still wrong.
    flags(code, "25%", "外转住院从1.42万人次减少到1.136万人次，少了2840人次，下降25%。");
    for text in [
        "合并线路以后，每天的班车由46辆减到18辆，少了28辆，减少60.9%。",
        "收入比上年的3.69亿元多了0.69亿元，增长18.7%。",
        "从152微克/立方米升到158微克/立方米，升幅3.9%。",
        // Another thing grew.
        "船期从每周2班增加到5班，提高效率30%。",
        "快递费由8元降到6元，销量增长30%。",
        "面积由3.2万亩扩大到4.8万亩，总产增长62%。",
        "体重从92公斤减到80公斤，减掉12公斤，体脂降了6%。",
        // At other prices, of another set, over another time.
        "营收由上年的12.4亿元增至15.6亿元，剔除并购后增长18%。",
        "规上工业增加值由82.4亿元增加到96.1亿元，增长9.2%。",
        "存款从412亿元增加到460亿元，比年初增加30亿元，增长7.0%。",
        // What it fell to, and not by what.
        "票价从280元降至196元，降至七成。",
        "成本从100元降到65元，降到65%。",
        // The length is known to the hour only.
        "每循环时长由15小时缩短到12小时，缩短四分之一。",
    ] {
        lacks(code, text);
    }
    flags("times-mismatch", "2.5倍", "社区食堂由96个增加到240个，增长2.5倍。");
    lacks("times-mismatch", "社区食堂由96个增加到240个，增长到2.5倍。");
    lacks("times-mismatch", "社区食堂由96个增加到240个，增长1.5倍。");
}
