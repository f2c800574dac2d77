//! Tests of values that stand in lists and groups: each is told of its own, and none is the whole or the base of its neighbour.

use super::tests::{flags, silent};

#[test]
fn growths_of_a_list_are_told_in_turn() {
    for right in [
        "前三季度立案820起，移送96起，同比分别减少80起和24起，降幅分别为8.9%和20.0%。",
        "全市火灾1200起，伤36人，损失1300万元，同比分别减少150起、6人和120万元，降幅依次为11.1%、14.3%和8.5%。",
        "接诊12600人次、手术3150台，分别比上年增加600人次、150台，增幅依次为5.0%、5.0%。",
        "签约66个、开工55个、投产33个，同比分别增加6个、5个和3个，增长率分别为10.0%、10.0%和10.0%。",
    ] {
        silent(right);
    }
    // One change and its growth.
    flags("growth-mismatch", "21%", "完成投资55亿元，增加5亿元，增长21%。");
}

#[test]
fn items_of_a_list_are_no_wholes() {
    for right in [
        "受访者3000人。30岁以下的900人，占三成；30岁至45岁的1200人，占四成；45岁至60岁的600人；60岁以上的300人，占一成。",
        "岗位4000个。操作工2000个，占一半；技术员1200个，占三成；质检员400个；管理岗400个，占一成。",
        "书架上文学类960册、历史类480册，占两成。",
    ] {
        silent(right);
    }
    flags("tenths-mismatch", "三成", "全校共有教师860人，其中女教师516人，占三成。");
}

#[test]
fn members_of_a_group_are_no_difference() {
    for right in [
        "13个乡镇中，财力高于去年的有8个，低于去年的有5个。",
        "45所学校中，升学率超过全市平均的有28所，低于全市平均的有17所。",
        "14个乡镇中，收入高于全县平均水平的乡镇有6个，低于全县平均水平的乡镇有8个。",
        "36个监测点，高于标准值者21个，低于标准值者15个。",
        "31个城市里，增速快于全国的18个，慢于全国的13个。",
    ] {
        silent(right);
    }
    flags("change-mismatch", "4.8亿元", "政府债务限额58.6亿元，余额53.5亿元，余额低于限额4.8亿元。");
}

#[test]
fn what_is_far_beyond_a_growth_is_of_something_else() {
    for right in [
        "社会组织310万元；机关干部“一日捐”130万元。与上年的3000万元相比增长10.0%。",
        "接收捐赠物资折价400万元。机关干部捐款130万元。与上年的3000万元相比增长10.0%。",
    ] {
        silent(right);
    }
    // A slip explains it: the point, or 万 and 亿.
    flags("magnitude-slip", "10.0%", "全年销售额33.0亿元，比上年的3.0亿元增长10.0%。");
    flags("growth-mismatch", "10.0%", "全年销售额3300亿元，比上年的300万元增长10.0%。");
    flags("growth-mismatch", "64.0%", "全年销售额3300万元，比上年的3000万元增长64.0%。");
}

#[test]
fn what_is_taken_off_by_law_is_no_fall() {
    silent(
        "政策资金共9.6亿元。分项看，研发费用加计扣除3.42亿元，加计抵减2.18亿元，减按15%税率征收2.05亿元，留抵退税1.36亿元，其他0.59亿元。",
    );
}
