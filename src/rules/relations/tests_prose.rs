//! Sentences as reporters write them: what is held against what in plain prose.

use super::tests::{flags, lacks, silent};

#[test]
fn years_of_growth() {
    flags("annual-growth-mismatch", "13.2%", "2017年至2022年，园区税收由10.0亿元增加到16.1亿元，年均增长13.2%。");
    // No whole number of years makes it.
    flags("annual-growth-mismatch", "7.3%", "农民人均可支配收入由2.46万元增加到3.62万元、年均增长7.3%。");
    silent("农民人均可支配收入由2.46万元增加到3.62万元、年均增长8.0%。");
    silent("2017年至2022年，园区税收由10.0亿元增加到16.1亿元，年均增长10.0%。");
    // One year more, where the plan begins with the end of the year before.
    silent("2021年至2025年，园区税收由100.0亿元增加到161.1亿元，年均增长10.0%。");
}

#[test]
fn above_and_below() {
    flags("direction-mismatch", "35.2亿元", "净利润48.6亿元，低于上年同期的35.2亿元。");
    flags("direction-mismatch", "35.2亿元", "实现净利润48.6亿元，每股收益1.62元，分别低于上年同期的35.2亿元和1.17元。");
    flags("direction-mismatch", "低于4%左右", "居民消费价格上涨4.2%，低于4%左右的预期目标。");
    flags("direction-mismatch", "38微克/立方米", "细颗粒物年均浓度41微克/立方米，低于全省平均的38微克/立方米。");
    silent("实现净利润48.6亿元，每股收益1.62元，分别高于上年同期的35.2亿元和1.17元。");
    silent("居民消费价格上涨3.3%，低于4%左右的预期目标。");
    // A fall, a difference, a part of what grew, a value that is not reached yet.
    lacks("direction-mismatch", "税收收入下降2.1%，低于全省平均的1.5%。");
    lacks("direction-mismatch", "规上工业增加值增长8.4%，高于全省平均2.1个百分点。");
    lacks("direction-mismatch", "规上工业增加值增长5.1%，其中制造业增长4.8%，高于全国平均的5.0%。");
    lacks("direction-mismatch", "产量41万吨，低于全省平均的人才将达到38万吨。");
}

#[test]
fn paces_in_percent() {
    flags("percent-for-points", "2.1%", "全社会用电量同比增长4.6%，比二季度加快2.1%。");
    flags("percent-for-points", "2.1%", "投资增速比上年同期回落2.1%。");
    flags("percent-for-points", "3.3%", "食品加工业增加值增长9.4%，快于全部规模以上工业3.3%。");
    flags("percent-for-points", "1.2%", "社会消费品零售总额增长5.1%，增速高于全国平均水平1.2%。");
    // Rates themselves, and what grows by a share of itself.
    lacks("percent-for-points", "增速加快至5.1%，快于全国的4.8%。");
    lacks("percent-for-points", "出口增长8.4%，快于进口增长2.7%。");
    lacks("percent-for-points", "居民消费价格上涨2.1%，比上月回落0.3%。");
    lacks("percent-for-points", "产量增长30%，比人工提速50%。");
    lacks("percent-for-points", "销量增长12%，增速下降60%。");
    lacks("percent-for-points", "项目进度加快，完成投资增长3.5%。");
}

#[test]
fn a_change_and_what_it_came_to() {
    flags("growth-mismatch", "15.2%", "白糖报价较年初上涨260元/吨，至2340元/吨，涨幅为15.2%。");
    flags("growth-mismatch", "12.4%", "均价下调352元，降至3048元，降幅12.4%。");
    silent("白糖报价较年初上涨260元/吨，至2340元/吨，涨幅为12.5%。");
    silent("均价下调352元，降至3048元，降幅10.4%。");
    // The change may follow the growth.
    flags("growth-mismatch", "10.2%", "完成固定资产投资120.5亿元，同比增长10.2%，比上年同期增加30.5亿元。");
    silent("完成固定资产投资120.5亿元，同比增长33.9%，比上年同期增加30.5亿元。");
    silent("牛腩每公斤72.6元，环比上涨1.7%，自6月以来已累计上涨6.1元。");
    silent("前10个月销售额66.9亿元，比去年全年还多8.6亿元，同比增长42%。");
    silent("一般公共预算收入86.42亿元，为调整预算84.50亿元的102.3%，比上年的83.15亿元增长3.9%，其中税收58.77亿元，占68.0%。");
}

#[test]
fn months_and_projects() {
    flags("rate-times-duration", "132.1万元", "前三月门店流水516.3万元，月均流水132.1万元。");
    flags("rate-times-duration", "12亿千瓦时", "1—9月，全市用电量90亿千瓦时，月均12亿千瓦时。");
    silent("前三月门店流水396.3万元，月均流水132.1万元。");
    silent("1—9月，全市用电量90亿千瓦时，月均10亿千瓦时。");
    lacks("rate-times-duration", "全年用电量90亿千瓦时，其中三季度月均12亿千瓦时。");
    flags("average-mismatch", "8亿元", "20个项目总投资达到120亿元，平均投资规模达8亿元。");
    flags("average-mismatch", "8亿元", "一期20个项目总投资达到120亿元，平均每个8亿元。");
    silent("20个项目总投资达到120亿元，平均投资规模达6亿元。");
}

#[test]
fn wholes_behind_and_before() {
    flags("share-mismatch", "9.0%", "灾害损失合计9.36亿元，占该县134亿元生产总值的9.0%。");
    silent("灾害损失合计9.36亿元，占该县104亿元生产总值的9.0%。");
    flags("share-mismatch", "85.1%", "税收收入8.53亿元，占一般公共预算收入的85.1%，一般公共预算收入完成12.02亿元。");
    silent("税收收入8.53亿元，占一般公共预算收入的71.0%，一般公共预算收入完成12.02亿元。");
    flags("share-mismatch", "约69%", "在售的425个品种里，涨价的217个，占全部约69%。");
    silent("在售的425个品种里，涨价的293个，占全部约69%。");
    flags("completion-mismatch", "98%", "今年计划安装充电桩6.4万台。1—9月装好5.6万台，占年度目标任务的98%。");
    silent("今年计划安装充电桩6.4万台。1—9月装好5.6万台，占年度目标任务的88%。");
    flags("completion-mismatch", "85.3%", "项目总投资12.5亿元，截至目前累计完成投资9.2亿元，完成总投资的85.3%。");
    silent("项目总投资12.5亿元，截至目前累计完成投资9.2亿元，完成总投资的73.6%。");
    // What was saved, of the price or of the price without the saving.
    flags("completion-mismatch", "15.21%", "三年采购总额1840.5万元，节约资金206.4万元，平均节支率15.21%。");
    silent("三年采购总额1840.5万元，节约资金206.4万元，平均节支率10.08%。");
    silent("三年采购总额1840.5万元，节约资金206.4万元，平均节支率11.21%。");
    silent("年末职工基本养老保险参保40.39万人；基本医疗保险参保59.12万人，参保率97.1%。");
}

#[test]
fn things_named_with_all() {
    flags("points-mismatch", "3.3个百分点", "规模以上工业增加值增长6.7%。食品加工业增加值增长9.4%，快于全部规模以上工业3.3个百分点。");
    flags("points-mismatch", "6.5个百分点", "规模以上工业利润增长4.1%。纺织业利润增长11.6%，明显高于规模以上工业平均水平6.5个百分点。");
    silent("规模以上工业增加值增长6.1%。食品加工业增加值增长9.4%，快于全部规模以上工业3.3个百分点。");
}

#[test]
fn the_most_of_something_else() {
    silent("出现入汛以来最强降水过程，全市平均面雨量142.6毫米，为常年7月平均雨量186.3毫米的76.5%。");
}

#[test]
fn what_it_is_for_stands_behind() {
    flags("parts-sum-mismatch", "20亿元", "拟募集资金20亿元，其中12亿元用于建设铜箔项目，10亿元用于补充流动资金。");
    silent("拟募集资金20亿元，其中12亿元用于建设铜箔项目，8亿元用于补充流动资金。");
    silent("拟募集资金20亿元，其中12亿元用于建设铜箔项目，5亿元用于补充流动资金。");
}

#[test]
fn so_many_of_all() {
    flags("share-mismatch", "53.2%", "在38个工业门类里，开工好于上季的有24个，回升面为53.2%。");
    silent("在38个工业门类里，开工好于上季的有24个，回升面为63.2%。");
    silent("重点监测21家企业，41个行业利润回升，回升面达到61.2%。");
}

#[test]
fn what_is_better_the_less_it_is() {
    silent("从发现到投产用了六年，比同类油田平均的八年快两年。");
    silent("测量海面高度的精度为3厘米，比“潮信一号”的5厘米提高了2厘米。");
    silent("今年4月完成C轮融资6.5亿元，前三轮分别融资0.8亿元、1.7亿元和3.2亿元，四轮共12.2亿元。");
    lacks("rank-against-values", "降级的是末三名：第14名的南关6胜8平16负积26分，第15名的白沙5胜9平16负积24分。");
    flags("direction-mismatch", "提高到5厘米", "单株高度由8厘米提高到5厘米。");
}
