use std::sync::Arc;

use crate::analysis::{Analysis, Knowledge};
use crate::entities::Catalog;

/// The codes and places of an article's findings of tables.
fn found(text: &str) -> Vec<String> {
    let analysis = Analysis::new(text, Arc::new(Knowledge::new(Catalog::default())));
    let codes = ["table-mismatch", "parts-sum-mismatch", "share-mismatch", "growth-mismatch"];
    let findings = analysis.findings().into_iter().filter(|f| codes.contains(&f.code));
    findings.map(|f| format!("{} ⟦{}⟧", f.code, &text[f.range])).collect()
}

const NONE: [&str; 0] = [];

#[test]
fn the_text_against_a_cell() {
    let article = |text: &str| {
        format!("丹溪县水利\n\n{text}\n\n| 指标 | 数值 |\n|---|---|\n| 全县用水量（亿立方米） | 3.68 |\n| 节水灌溉面积（万亩） | 12.4 |\n")
    };
    assert_eq!(found(&article("全年全县用水量3.86亿立方米。")), ["table-mismatch ⟦3.86亿立方米⟧"]);
    assert_eq!(found(&article("全年全县用水量3.68亿立方米。")), NONE);
    assert_eq!(found(&article("全年全县用水量36800万立方米。")), NONE);
    assert_eq!(found(&article("全年全县用水量3.7亿立方米。")), NONE);
    assert_eq!(found(&article("全年农业用水量3.86亿立方米。")), NONE);
}

#[test]
fn bars_tabs_and_blanks() {
    for mark in ["|", "\t", "　　", "  "] {
        let table = format!("全年水产品产量8.37万吨。\n主要产品产量表\n产品{mark}产量（万吨）\n水产品{mark}8.73\n水果{mark}21.4\n");
        assert_eq!(found(&table), ["table-mismatch ⟦8.37万吨⟧"], "{mark:?}");
    }
    assert_eq!(found("正文：全年水产品产量8.37万吨。表：水产品产量（万吨）|8.73"), ["table-mismatch ⟦8.37万吨⟧"]);
}

#[test]
fn units_of_columns_captions_and_heads_and_years() {
    let years = |text: &str| format!("{text}\n\n| 项目 | 单位 | 2021年 | 2022年 |\n|---|---|---|---|\n| 水库 | 座 | 114 | 126 |\n");
    assert_eq!(found(&years("2022年，全县有水库162座。")), ["table-mismatch ⟦162座⟧"]);
    assert_eq!(found(&years("2022年，全县有水库126座。")), NONE);
    assert_eq!(found(&years("2020年，全县有水库141座。")), NONE);
    let caption =
        "全年林业产值45.2亿元，增长7.1%。\n\n表1（单位：亿元）\n\n| 项目 | 产值 | 增长（%） |\n|---|---|---|\n| 林业 | 42.5 | 7.1 |\n";
    assert_eq!(found(caption), ["table-mismatch ⟦45.2亿元⟧"]);
}

#[test]
fn totals_of_columns() {
    let table = |total: &str, third: &str| {
        format!(
            "| 乡镇 | 户数（户） | 面积（亩） |\n|---|---|---|\n| 东河镇 | 120 | 356 |\n| 西河镇 | 85 | 241 |\n| 南坪乡 | {third} | 198 |\n| 合计 | {total} | 795 |\n"
        )
    };
    assert_eq!(found(&table("269", "64")), NONE);
    assert_eq!(found(&table("296", "64")), ["parts-sum-mismatch ⟦296⟧"]);
    assert_eq!(found(&table("269", "46")), ["parts-sum-mismatch ⟦269⟧"]);
    // A row that is a part of another is no part of the total.
    assert_eq!(found("| 项目 | 金额（万元） |\n|---|---|\n| 收入 | 120 |\n| 其中：补助 | 85 |\n| 合计 | 102 |\n"), NONE);
}

#[test]
fn shares_and_growth_of_columns() {
    let shares = |share: &str| {
        format!(
            "| 类别 | 数量（台） | 占比（%） |\n|---|---|---|\n| 甲类 | 150 | 50.0 |\n| 乙类 | 90 | {share} |\n| 丙类 | 60 | 20.0 |\n| 合计 | 300 | 100.0 |\n"
        )
    };
    assert_eq!(found(&shares("30.0")), NONE);
    assert_eq!(found(&shares("33.0")), ["share-mismatch ⟦33.0⟧"]);
    let growth = |rate: &str| {
        format!(
            "| 产品 | 2022年 | 2023年 | 增长（%） |\n|---|---|---|---|\n| 茶叶 | 400 | 460 | {rate} |\n| 蚕茧 | 200 | 210 | 5.0 |\n| 药材 | 80 | 100 | 25.0 |\n"
        )
    };
    assert_eq!(found(&growth("15.0")), NONE);
    assert_eq!(found(&growth("18.0")), ["growth-mismatch ⟦18.0⟧"]);
}

#[test]
fn rows_of_places_lists_and_the_total() {
    let article = |text: &str| {
        format!(
            "松阳县各镇蔬菜生产\n\n{text}\n\n| 镇 | 合作社（家） | 产值（万元） | 税收（万元） | 增长（%） |\n|---|---|---|---|---|\n| 江口镇 | 12 | 845 | 31 | 6.2 |\n| 大湾镇 | 9 | 627 | 24 | -3.4 |\n| 合计 | 21 | 1472 | 55 | 2.1 |\n"
        )
    };
    assert_eq!(found(&article("从产值看，江口镇完成854万元。")), ["table-mismatch ⟦854万元⟧"]);
    assert_eq!(found(&article("从产值看，江口镇、大湾镇分别完成845万元和672万元。")), ["table-mismatch ⟦672万元⟧"]);
    assert_eq!(found(&article("全县21家蔬菜合作社完成产值1742万元。")), ["table-mismatch ⟦1742万元⟧"]);
    assert_eq!(found(&article("全县21家蔬菜合作社完成产值1472万元。")), NONE);
    // Which of them it is, nobody can tell.
    assert_eq!(found(&article("部分蔬菜合作社完成产值1274万元。")), NONE);
    assert_eq!(found(&article("江口镇完成技改854万元。")), NONE);
    assert_eq!(found(&article("从产值看，江口镇完成845万元，其中叶菜458万元。")), NONE);
}

#[test]
fn other_times_moods_and_parts_are_left_alone() {
    let article = |text: &str| format!("{text}\n\n| 指标 | 2023年 | 增长（%） |\n|---|---|---|\n| 水果产量（万吨） | 52.6 | 4.3 |\n");
    assert_eq!(found(&article("2023年，全县水果产量56.2万吨。")), ["table-mismatch ⟦56.2万吨⟧"]);
    assert_eq!(found(&article("2023年，全县水果产量52.6万吨，增长3.4%。")), ["table-mismatch ⟦3.4%⟧"]);
    for text in [
        "2022年，全县水果产量50.4万吨。",
        "2024年，力争水果产量达到56.2万吨。",
        "2023年，全县水果产量52.6万吨，其中苹果产量26.5万吨。",
        "2023年，全县水果产量52.6万吨，比2020年增长13.4%。",
        "水果产量由上年的50.4万吨增至52.6万吨。",
        "2023年上半年，全县水果产量25.6万吨。",
        "2023年，全县水果产量超过52万吨。",
    ] {
        assert_eq!(found(&article(text)), NONE, "{text}");
    }
}

#[test]
fn what_is_no_table_costs_nothing() {
    let bars = "|".repeat(100_000);
    assert_eq!(found(&bars), NONE);
    let rows = "甲|1\n".repeat(3_000);
    assert_eq!(found(&format!("合计5吨。\n{rows}")), NONE);
}

#[test]
fn a_cell_that_the_text_prints_with_a_slip() {
    let article = |text: &str, cells: &str| {
        format!("青岭电机2023年年报出炉\n\n{text}\n\n附：主要数据（单位：亿元）\n\n| 指标 | 2023年 | 2022年 |\n|---|---|---|\n{cells}")
    };
    let text = "年报显示，公司2023年营业收入27.48亿元，上一年为25.13亿元；净利润由1.96亿元增至2.37亿元。";
    let right = "| 营业收入 | 27.48 | 25.13 |\n| 净利润 | 2.37 | 1.96 |\n";
    assert_eq!(found(&article(text, right)), NONE);
    // The year before, which no noun stands at.
    assert_eq!(found(&article(text, &right.replace("25.13", "21.53"))), ["table-mismatch ⟦25.13亿元⟧"]);
    assert_eq!(found(&article(text, &right.replace("2.37", "2.31"))), ["table-mismatch ⟦2.37亿元⟧"]);
    // Cells that the text does not tell, or tells rounded.
    assert_eq!(found(&article(text, &format!("{right}| 总资产 | 62.40 | 58.31 |\n"))), NONE);
    assert_eq!(found(&article(text, &format!("{right}| 研发投入 | 1.96 | 2.37 |\n"))), NONE);
    assert_eq!(found(&article("公司全年营业收入约27.5亿元，净利润2.4亿元。", right)), NONE);
    assert_eq!(found(&article("公司2019年营业收入27.84亿元，当年净利润1.21亿元。", right)), NONE);
    assert_eq!(found(&article("公司新签订单29.48亿元，同比增长两成。", right)), NONE);
}

#[test]
fn cells_of_rows_with_their_unit_and_of_captions_without_a_colon() {
    let blanks = |apples: &str| {
        format!(
            "全年苹果产量18.64万吨，下降3.2%；核桃产量2.75万吨。\n产品　单位　产量　增长（%）\n苹果　万吨　{apples}　-3.2\n核桃　万吨　2.75　6.1\n"
        )
    };
    assert_eq!(found(&blanks("18.64")), NONE);
    assert_eq!(found(&blanks("16.84")), ["table-mismatch ⟦18.64万吨⟧"]);
    let caption = |rest: &str| {
        format!(
            "年末归集余额312.6亿元，比上年末增加21.4亿元；年末个贷余额246.9亿元。\n附表　年末主要数据（亿元）\n归集余额|312.6\n个贷余额|{rest}\n"
        )
    };
    assert_eq!(found(&caption("246.9")), NONE);
    assert_eq!(found(&caption("264.9")), ["table-mismatch ⟦246.9亿元⟧"]);
}

#[test]
fn rows_that_a_time_names() {
    let years =
        |text: &str| format!("{text}\n年份　收入（亿元）　研发（亿元）\n2021年　5.36　0.21\n2022年　5.08　0.25\n2023年　6.24　0.33\n");
    assert_eq!(found(&years("应收账款2.31亿元，出口1.24亿元，比2021年的收入少得多。")), NONE);
    assert_eq!(found(&years("前年的官司赔了0.12亿元，2023年收入6.24亿元。")), NONE);
}

#[test]
fn what_is_said_of_a_part_is_of_no_row() {
    let article = |text: &str| format!("{text}\n\n| 指标 | 产量（万吨） | 增长（%） |\n|---|---|---|\n| 蔬菜 | 8.75 | 4.2 |\n");
    assert_eq!(found(&article("全年蔬菜产量达到8.75万吨，其中叶菜产量增长2.4%。")), NONE);
}
