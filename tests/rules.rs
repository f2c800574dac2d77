//! Rules over whole articles: Chinese text in, findings out.

use std::sync::Arc;

use heshu::analysis::{Analysis, Knowledge};
use heshu::entities::Catalog;

/// The findings of the families that concern figures and lists: line, code, marked text, message.
fn found(text: &str) -> Vec<String> {
    let analysis = Analysis::new(text, Arc::new(Knowledge::new(Catalog::default())));
    let findings = analysis.findings().into_iter().filter(|f| !f.code.starts_with("noise") && f.code != "missing-title");
    findings
        .map(|f| format!("{}: {} ⟦{}⟧ {}", 1 + analysis.line_at(f.range.start().into()), f.code, &text[f.range], f.message.zh))
        .collect()
}

#[test]
fn ordinals_in_one_sentence() {
    assert_eq!(
        found("今年办好三件实事：一是修路，二是架桥，三是通水，四是送电。"),
        ["1: items-mismatch ⟦三件⟧ 写明“三件实事”，后面列出4条"]
    );
    assert_eq!(found("今年办好三件实事：一是修路，二是架桥，四是通水。"), ["1: numbering-gap ⟦四⟧ 序号由“二”跳到“四”，缺“三”"]);
    assert_eq!(found("抓好四项工作。第一，修路。第二，架桥。第三，通水。第四，送电。"), Vec::<String>::new());
    assert_eq!(found("要有两个转变：(一)作风转变；(二)方法转变；(三)观念转变。"), ["1: items-mismatch ⟦两个⟧ 写明“两个转变”，后面列出3条"]);
}

#[test]
fn ordinals_over_several_lines() {
    let notice = "申报须符合下列三项要求：\n1.在本县登记。\n2.经营满一年。\n3.没有欠税。\n4.没有欠薪。\n";
    assert_eq!(found(notice), ["1: items-mismatch ⟦三项⟧ 写明“三项要求”，后面列出4条"]);
    let gap = "一、总体要求\n坚持问题导向。\n二、主要任务\n抓好落实。\n四、组织保障\n加强领导。\n";
    assert_eq!(found(gap), ["5: numbering-gap ⟦四⟧ 序号由“二”跳到“四”，缺“三”"]);
    let twice = "一、总体要求\n坚持问题导向。\n二、主要任务\n抓好落实。\n二、组织保障\n加强领导。\n";
    assert_eq!(found(twice), ["5: numbering-gap ⟦二⟧ 序号“二”重复"]);
}

#[test]
fn lists_without_line_breaks_and_lists_of_bullets() {
    for text in [
        "会上提了三点建议：1.修路；2.架桥；3.通水；4.送电。",
        "会上提了三点建议：一、修路；二、架桥；三、通水；四、送电。",
        "会上提了三点建议，具体如下：\n1.修路。\n2.架桥。\n3.通水。\n4.送电。\n",
        "会上提了以下三点建议\n1.修路。\n2.架桥。\n3.通水。\n4.送电。\n",
        "会上提了三点建议：\n1）修路\n2）架桥\n3）通水\n4）送电\n",
        "会上提了三点建议：\n⑴修路\n⑵架桥\n⑶通水\n⑷送电\n",
        "会上提了三点建议：\n- 修路\n- 架桥\n  - 先架东桥\n- 通水\n- 送电\n",
        "会上提了三点建议：\n\n——修路。\n\n——架桥。\n\n——通水。\n\n——送电。\n",
    ] {
        let findings = found(text);
        assert_eq!(findings, ["1: items-mismatch ⟦三点⟧ 写明“三点建议”，后面列出4条"], "{text}");
    }
    assert_eq!(found("要办的有以下三项：一是修路，二是架桥，三是通水，四是送电。").len(), 1);
    assert_eq!(found("1.修路；2.架桥；4.送电。"), ["1: numbering-gap ⟦4⟧ 序号由“2”跳到“4”，缺“3”"]);
    assert_eq!(found("一、修路；二、架桥；四、送电。"), ["1: numbering-gap ⟦四⟧ 序号由“二”跳到“四”，缺“三”"]);
    assert_eq!(found("1）修路\n2）架桥\n4）送电\n"), ["3: numbering-gap ⟦4⟧ 序号由“2”跳到“4”，缺“3”"]);
    assert_eq!(found("⑴修路\n⑵架桥\n⑷送电\n"), ["3: numbering-gap ⟦⑷⟧ 序号由“⑵”跳到“⑷”，缺“⑶”"]);
    for text in [
        "会上提了三点建议：\n- 修路\n- 架桥\n- 通水\n\n散会。\n- 修路\n",
        "会上提了五点建议：\n- 修路\n- 架桥\n",
        "会上提了三点建议。\n- 修路\n- 架桥\n- 通水\n- 送电\n",
        "会上提了两点建议：1.修路，含1、2、3号路；2.架桥。3、4月完工。",
        "会上提了两点建议：一、修路；二、架桥，含三、四标段。",
        "1.修路：1.东路；2.西路。\n2.架桥。\n3.通水：1.城东；2.城西。\n4.送电。\n",
        "1.修路；2.架桥：1.东桥；2.西桥。\n3.通水。\n",
        "投资1.5亿元。2.3亿元用于修路。4.6亿元用于架桥。",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_repetition_that_is_no_shared_rank_is_told() {
    assert_eq!(found("1. 修路\n2. 架桥\n2. 通水\n3. 送电\n"), ["3: numbering-gap ⟦2⟧ 序号“2”重复"]);
    assert_eq!(found("1. 修路\n2. 架桥\n3. 通水\n3. 送电\n"), ["4: numbering-gap ⟦3⟧ 序号“3”重复"]);
    assert_eq!(found("一是修路，二是架桥，二是通水，三是送电。"), ["1: numbering-gap ⟦二⟧ 序号“二”重复"]);
    let chapters = "第一章 总则\n第一条 甲。\n第二条 乙。\n第三章 附则\n第三条 丙。\n";
    assert_eq!(found(chapters), ["4: numbering-gap ⟦三⟧ 序号由“一”跳到“三”，缺“二”"]);
}

#[test]
fn lists_inside_lists_and_lost_line_breaks_are_no_gaps() {
    for text in [
        "一、要求\n(一)甲。\n(二)乙。\n二、任务\n(一)丙。\n(二)丁。\n三、保障\n戊。\n",
        "1.甲事。2.乙事。\n3.丙事。\n4.丁事。\n",
        "1. 甲\n1. 乙\n1. 丙\n",
        "第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 管理\n第三条 丙。\n第四条 丁。\n第三章 附则\n第五条 戊。\n",
        "1. 报名\n   1. 线上\n   2. 线下\n2. 领证\n3. 上岗\n",
        "一是抓投入：一是向上争取，二是市场融资；二是抓监管；三是抓公开。",
        "第二部分 收支\n一、收入情况\n二、支出情况\n三、三公经费\n第三部分 解释\n一、一般公共预算\n二、政府性基金\n",
        "第一、第二、第四小学完成扩建。",
        "其中，（一）、（二）、（四）项由县级审批。",
        "1、2号楼已封顶。\n3、4号楼在建。\n5、6号楼待建。\n",
        "一、总体要求\n坚持实干。\n……\n三、保障措施\n加强领导。\n",
        "第一，设备老化。其次，人手不够。第三，资金不足。",
        "针对群众反映的三个问题，一是加大投入，二是加快进度，三是加强监管，四是公开结果。",
        "全县抓实三个环节：\n谋划环节：一是摸底，二是论证，三是入库，四是申报。\n",
        "县里出台六项措施。\n一、起草背景\n略。\n二、主要内容\n略。\n三、适用范围\n略。\n四、特色亮点\n略。\n",
        "要把好两关。第一，质量关。其余各关由部门把。",
        "一是一，二是二，有问题就改。",
        "会议强调，一要严，二要实。会议要求，一要快，二要准，三要稳。",
        "投资3个亿、建设12项工程：一是修路，二是架桥。",
        "1. 东岭 99分\n2. 西岭 98分\n2. 南岭 98分\n4. 北岭 96分\n",
        "1. 东岭\n2. 西岭\n2. 南岭\n2. 北岭\n5. 青石\n",
        "1. 缴费\n1. Payment\n2. 开票\n2. Invoice\n3. 取货\n3. Pick-up\n",
        "赵局长讲了两点：一是抢工期。二是保质量。\n钱主任补充说，二是保安全，三是保廉洁。\n",
        "请按时办结：\n1.丈量土地；\n2.张榜公示；\n附表：1.地块\n2.户主\n3.金额\n",
        "东岭队\n1. 赵舟\n2. 钱帆\n西岭队\n2. 孙楫\n3. 李桨\n",
        "1.范围\n1.1对象\n1.2时间\n2.职责\n2.1领导\n2.2部门\n4.附则\n",
        "答：一是秋天开园。二是免票。二是由于财政出了钱。\n",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn noise_and_script_do_not_matter_and_the_place_is_exact() {
    assert_eq!(
        found("縣里重點(diǎn)培育光學(xué)玻璃,、特種陶瓷,、精密鑄造五大產(chǎn)業(yè),。"),
        ["1: count-mismatch ⟦五大⟧ 写明“五大产业”，实际列出3项"]
    );
}

#[test]
fn a_body_printed_twice_is_found_wrong_once() {
    let body = "全县制造业大会昨天召开，会议明确今后三年重点培育光学玻璃、特种陶瓷、精密铸造五大产业。\n";
    assert_eq!(found(&format!("{body}{body}")).len(), 1);
}

#[test]
fn weekdays_in_articles_that_name_no_day() {
    // The months that are reported tell the year: 18 November 2026 is a Wednesday, that of 2025 is not.
    let article = |weekday: &str| {
        format!(
            "东河市前10月产值超600亿元\n\n11月18日，{weekday}，记者走进车间。\n\n2025年1—10月，全市新能源产值623.4亿元，同比增长9.1%。\n"
        )
    };
    let wrong = ["3: weekday-mismatch ⟦星期三⟧ “星期三”与日期不符：2025年11月18日是星期二"];
    assert_eq!(found(&article("星期三")), wrong);
    assert_eq!(found(&article("星期二")), Vec::<String>::new());
    // A day of a chronicle is not the article's: nobody says which year this is.
    let school = "一中举行校庆\n\n10月18日，星期六，一中举行建校大会。馆长1981年9月到校任教，2018年7月退休，退休后一直编校史。\n";
    assert_eq!(found(school), Vec::<String>::new());
    // The day on which work began, a year ago, ends no months that are reported.
    let plant = "一期投料试产\n\n5月20日，星期二，一期投料试产。项目从2024年3月18日开工算起，历时428天。\n";
    assert_eq!(found(plant), Vec::<String>::new());
}

#[test]
fn figures_beside_the_accused_one_speak_for_it_over_lines() {
    for right in [
        // The cargo of this year, and not that of the last, is a share of the whole.
        "今年港口吞吐集装箱198.6万标箱。\n\n海铁联运完成18.4万标箱，去年同期为14.2万标箱，占集装箱吞吐量的比重为9.3%。\n",
        // The whole of both shares is told nowhere.
        "经销商渠道收入36.4亿元。\n\n销售费用5.60亿元，占收入的10.0%；研发费用0.98亿元，占收入的1.7%。\n",
        // The list goes on.
        "税收收入38.24亿元。\n\n教育支出18.65亿元，社会保障支出15.32亿元，卫生支出8.27亿元，农林水等支出24.10亿元，上述支出共66.34亿元。\n",
        // Of those that were to be repaired.
        "热线来电1864个，其中报修1120个，已办结1064个，办结率95%。\n",
    ] {
        assert_eq!(found(right), Vec::<String>::new(), "{right}");
    }
}
