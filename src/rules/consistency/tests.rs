use std::sync::Arc;

use crate::analysis::{Analysis, Knowledge};
use crate::entities::Catalog;

/// The codes and places that are found in an article, noise and structure left out.
fn found(text: &str) -> Vec<String> {
    let analysis = Analysis::new(text, Arc::new(Knowledge::new(Catalog::default())));
    let own = analysis.findings().into_iter().filter(|f| !f.code.starts_with("noise") && f.code != "missing-title");
    own.map(|f| format!("{} {}", f.code, &text[f.range])).collect()
}

#[test]
fn one_fact_in_two_values() {
    let text = "河湾区上半年建成充电桩\n\n今年上半年，河湾区新建公共充电桩486座，覆盖全部乡镇。\n\n区发展改革局介绍，上半年新建公共充电桩468座，下半年还将继续。";
    assert_eq!(found(text), ["value-mismatch 468座"]);
    let right = text.replace("468", "486");
    assert_eq!(found(&right), Vec::<String>::new());
}

#[test]
fn the_title_against_the_text() {
    let text = "河湾区集中开工项目27个\n\n昨日，河湾区举行活动，集中开工项目72个，总投资118.6亿元。";
    assert_eq!(found(text), ["title-mismatch 27个"]);
    assert_eq!(found(&text.replace("27个", "超70个")), Vec::<String>::new());
    // What the village counts and what it signs are two things.
    let other = "东坪镇28个村开通公交\n\n推介会上，东坪镇签约文旅项目26个，总投资41亿元。";
    assert_eq!(found(other), Vec::<String>::new());
}

#[test]
fn a_figure_that_points_back() {
    assert_eq!(found("截至5月底，基地有种植户236户。这263户种植户中，脱贫户有40户。"), ["value-mismatch 263户"]);
    // After a list of names 这3家 means the list.
    assert_eq!(found("入围企业有9家，但份额集中在甲公司、乙公司和丙公司这3家企业手里。"), Vec::<String>::new());
}

#[test]
fn ranks_of_one_thing() {
    assert_eq!(found("我区工业投资增速居全市第3位。全年看，工业投资增速居全市第5位。"), ["rank-mismatch 第5位"]);
    for two in ["我县旅游收入居全市第4位。我县旅游收入增速居全市第6位。", "我县森林覆盖率居全市第2位。我县森林覆盖率居全省第6位。"]
    {
        assert_eq!(found(two), Vec::<String>::new(), "{two}");
    }
}

#[test]
fn a_hedge_against_the_value_behind_it() {
    assert_eq!(found("全年接待游客突破60万人次，达到58.3万人次。"), ["hedge-contradicts 突破60万人次"]);
    assert_eq!(found("全年接待游客突破60万人次，其中外地游客38.3万人次。"), Vec::<String>::new());
    assert_eq!(found("新增外贸企业1357家，总数突破1万家。"), Vec::<String>::new());
}

#[test]
fn a_share_of_what_its_words_name() {
    // 出口总额 is 19.8亿元; that 24亿元 of 进出口总额 would come nearer says nothing.
    let text = "全市进出口总额由上年同期的24亿元增至27亿元。其中出口19.8亿元，进口7.2亿元。有色金属出口9.9亿元，占出口总额的45%。";
    assert!(!found(text).iter().any(|f| f.contains("45%")), "{:?}", found(text));
}

#[test]
fn standings_by_their_words() {
    let text = "河湾区上半年成绩单\n\n河湾区空气质量综合指数排名全省第三。区环保局负责人坦言，全省第四的名次仍有隐忧。";
    assert_eq!(found(text), ["rank-mismatch 第四"]);
    assert_eq!(found(&text.replace("第四", "第三")), Vec::<String>::new());
    let firsts = "全省棉花生产有喜讯\n\n沙洲县棉花总产全省第一，今年继续扩种。棉花总产全省第一的垦西县紧随其后。";
    assert_eq!(found(firsts), ["two-firsts 第一"]);
    // What stands behind 第二的 is another one, with a value of its own.
    let another =
        "黄金储备一览\n\n甲国储备量为8133.5吨，居世界第一；排在第二的乙国为3406.8吨。丙国产量居世界第一，排名第三的丁国紧追不舍。";
    assert_eq!(found(another), Vec::<String>::new());
    let again = "河湾区上半年成绩单\n\n河湾区空气质量综合指数排名全省第三。全省第四的历史最好位次来之不易。";
    assert_eq!(found(again), ["rank-mismatch 第四"]);
    let other =
        "全省农业生产有喜讯\n\n粮食总产量居全省第一，蔬菜总产量居全省第一。城市居民收入增速居全省第一，农村居民收入增速居全省第一。";
    assert_eq!(found(other), Vec::<String>::new());
}

#[test]
fn lists_and_the_whole_they_are_of() {
    let article = |list: &str| format!("南屏县上半年用水\n\n上半年，全县用水量3862万立方米，比上年同期略降。\n\n{list}");
    let right = "分用途看，农业用水2140万立方米、工业用水1035万立方米、生活用水687万立方米。";
    assert_eq!(found(&article(right)), Vec::<String>::new());
    assert_eq!(found(&article(&right.replace("1035", "1305"))), ["parts-sum-mismatch 1305万立方米"]);
    // Names that leave nothing out, a list by 分别, numbers that share their unit.
    assert_eq!(found("全县投入农机860台，其中本地450台、外地320台。"), ["parts-sum-mismatch 860台"]);
    assert_eq!(found("全县投入农机860台，其中本地540台、外地320台。"), Vec::<String>::new());
    assert_eq!(found("全年举办各类活动620场，讲座、展览、竞赛分别为180场、64场和394场。"), ["parts-sum-mismatch 64场"]);
    // What is left may go without saying.
    for open in ["全县投入农机860台，其中收割机450台、插秧机320台。", "全县现有林地142万亩，其中国家级公益林68万亩、商品林56万亩。"]
    {
        assert_eq!(found(open), Vec::<String>::new(), "{open}");
    }
}

#[test]
fn a_list_in_two_units_speaks_for_itself() {
    let article = |amount: &str| {
        format!(
            "会上签约项目48个，协议资金312.6亿元。从产业看，制造业项目21个、168.2亿元，服务业项目12个、{amount}亿元，农业项目9个、31.5亿元，基建项目6个、56.0亿元。"
        )
    };
    assert_eq!(found(&article("56.9")), Vec::<String>::new());
    assert_eq!(found(&article("59.6")), ["parts-sum-mismatch 312.6亿元"]);
}

#[test]
fn a_dash_closes_what_it_opened() {
    assert_eq!(found("五位老人——其中车工2人、钳工2人、质检1人——带青工20名。"), Vec::<String>::new());
}

#[test]
fn shares_of_a_whole_told_before() {
    let article = |share: &str| {
        format!("青湾港上半年生产\n\n上半年，青湾港完成集装箱吞吐量412.5万标箱。\n\n海铁联运量达52.8万标箱，占集装箱吞吐量的{share}。")
    };
    assert_eq!(found(&article("12.8%")), Vec::<String>::new());
    assert_eq!(found(&article("18.2%")), ["share-mismatch 18.2%"]);
    // Of a larger place, of another group.
    for silent in [
        "青湾港半年\n\n全市出口187.9亿元。\n\n海港出口61.7亿元，占全省出口的6%。",
        "家庭医生签约112万人，重点人群签约率82%。参保人数268.4万人。",
    ] {
        assert_eq!(found(silent), Vec::<String>::new(), "{silent}");
    }
}

#[test]
fn the_title_with_a_slip() {
    let article = |title: &str| format!("{title}\n\n昨日，洽谈会在滨城开幕，现场签约项目48个，协议资金312.6亿元，同比增长12.5%。");
    assert_eq!(found(&article("滨城洽谈会签约321.6亿元")), ["title-mismatch 321.6亿元"]);
    assert_eq!(found(&article("滨城洽谈会签约超300亿元")), Vec::<String>::new());
    assert_eq!(found(&article("滨城洽谈会签约312.6亿元")), Vec::<String>::new());
    assert_eq!(found(&article("滨城洽谈会签约额增长15.2%")), ["title-mismatch 15.2%"]);
    // So many a day is another number than so many, whatever its digits.
    let patients = "滨城新院区满百日 日均门诊2764人次\n\n100天里，新院区共接诊29.14万人次，其中门诊27.64万人次、急诊1.50万人次。";
    assert_eq!(found(patients), Vec::<String>::new());
}

#[test]
fn a_number_that_comes_back_with_a_slip() {
    assert_eq!(found("今年秋季，全县新增学位4260个。新增的4620个学位怎么分配？"), ["value-mismatch 4620个"]);
    assert_eq!(found("滨河路改造工程全长7.8公里。8.7公里的滨河路改造工程，管线迁改用了四个月。"), ["value-mismatch 8.7公里"]);
    for two in ["东河镇新增学位4260个。西河镇新增学位4270个。", "一级钢坯每吨3550元。二级钢坯每吨3580元。"]
    {
        assert_eq!(found(two), Vec::<String>::new(), "{two}");
    }
}

#[test]
fn rows_whose_items_have_other_values_or_times() {
    for (text, code) in [
        (
            "这次集中签约项目36个，总投资218.5亿元。按产业分：先进制造业22个，投资148.6亿元；现代服务业8个，投资49.1亿元；现代农业4个，投资15.6亿元；文旅项目2个，投资12.4亿元。",
            "parts-sum-mismatch 49.1亿元",
        ),
        (
            "全市安排重点项目268个，总投资3126亿元：产业类152个、1938亿元，基础设施类64个、821亿元，民生类52个、376亿元。",
            "parts-sum-mismatch",
        ),
        ("前三季度全市进出口862.4亿元。一季度进出口268.7亿元，二季度287.9亿元，三季度308.5亿元。", "parts-sum-mismatch"),
        ("全市采价点860个，其中农贸市场35个，超市112个，专业店248个，网上店铺65个，服务类网点440个。", "parts-sum-mismatch"),
    ] {
        assert!(found(text).iter().any(|f| f.starts_with(code)), "{text}\n{:?}", found(text));
    }
    for text in [
        "这次集中签约项目36个，总投资218.5亿元。按产业分：先进制造业22个，投资148.6亿元；现代服务业8个，投资41.9亿元；现代农业4个，投资15.6亿元；文旅项目2个，投资12.4亿元。",
        "全市安排重点项目268个，总投资3126亿元：产业类152个、1938亿元，基础设施类64个、812亿元，民生类52个、376亿元。",
        "前三季度全市进出口862.4亿元。一季度进出口268.7亿元，二季度287.9亿元，三季度305.8亿元。",
        // Some of the days, some of the kinds.
        "10月1日接待38.6万人次，2日52.4万人次，3日61.7万人次，全市8天接待386.4万人次，增长8.2%。",
        "全市采价点860个，其中农贸市场35个，超市112个，专业店248个。",
        // 126万亩 once more in another unit; a semicolon behind 其中; so much of each; a value in a bracket.
        "全市晚稻126万亩（8.4万公顷），其中临江县38.5万亩、南浦县33.2万亩、东港市29.8万亩、西塘县24.5万亩。",
        "现场查处各类违法7932起。酒驾醉驾58起，同比减少7起，其中醉驾13起；超员21起，同比持平；不戴头盔4216起，居首位；其余3637起为乱停乱放。",
        "语文、数学、英语各120分，物理80分、化学70分，道德与法治60分，历史60分，体育与健康60分，总分690分。",
        "实施移植手术1038台，其中肝移植319台、肾移植628台、心脏移植55台、肺移植（双肺计1台）31台、其他5台。",
        "名额分配方面，优质高中7所，统一招生6240人，其中拿出70%即4368个名额分到98所初中，平均每校约45个。",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn shares_of_what_their_parts_add_up_to() {
    let text = "河湾县全年业务量\n\n2025年，全县快递业务量5840万件。\n\n其中进县件3796万件，占65%；出县件2044万件，占35%。";
    assert_eq!(found(text), Vec::<String>::new());
    assert_eq!(found(&text.replace("占65%", "占56%")), ["share-mismatch 56%"]);
    // Of another whole, or of a name that none of the values has.
    assert_eq!(found(&text.replace("，占65%", "，占全市进县件的56%")), Vec::<String>::new());
    assert_eq!(found(&text.replace("，占65%；", "；").replace("，占35%", "，生鲜占42%")), Vec::<String>::new());
    let port = "陆港前10月完成集装箱46.3万标箱，铁路集疏运18.6万标箱，公路集疏运27.7万标箱，铁路占40.2%。";
    assert_eq!(found(port), Vec::<String>::new());
    assert_eq!(found(&port.replace("40.2", "42.0")), ["share-mismatch 42.0%"]);
    assert_eq!(found(&port.replace("铁路占40.2%", "冷链占42.0%")), Vec::<String>::new());
    // 中文图书 has its own value, though two others add up to a third.
    let books = "128万册藏书由中文图书102.4万册、外文图书6.4万册、报刊合订本12.8万册和古籍地方文献6.4万册组成，中文图书占80%，报刊占10%。";
    assert_eq!(found(books), Vec::<String>::new());
}

#[test]
fn titles_of_several_lines() {
    let body = "本报记者　丁一\n\n今年国庆中秋假期共8天，全市接待游客412.6万人次，同比增长8.2%，实现旅游收入28.4亿元。";
    assert_eq!(found(&format!("山海相迎客盈门\n8天望山市接待游客421万人次\n{body}")), ["title-mismatch 421万人次"]);
    assert_eq!(found(&format!("山海相迎客盈门\n8天望山市接待游客412万人次\n{body}")), Vec::<String>::new());
    assert_eq!(found(&format!("山海相迎客盈门\n8天望山市接待游客超410万人次\n{body}")), Vec::<String>::new());
}

#[test]
fn a_coarser_number_is_another_one() {
    let text = |title: &str| format!("{title}\n\n上半年全市新增养老床位3.62万张，完成全年6万张目标任务的60.3%。");
    assert_eq!(found(&text("上半年全市新增养老床位6.32万张")), ["title-mismatch 6.32万张"]);
    assert_eq!(found(&text("上半年全市新增养老床位3.6万张")), Vec::<String>::new());
    assert_eq!(found(&text("上半年全市新增养老床位逾三成六")), Vec::<String>::new());
    // 突破 reaches so far, and not to any greater number; 两成多 and 上千 reach as far as they may.
    let over = |title: &str| {
        format!("{title}\n\n前10月，全市光伏产业完成产值524.8亿元，全年预计超过650亿元；未成年工占比为23.0%，检修组件1256套。")
    };
    assert_eq!(found(&over("前10月光伏产值突破540亿元")), ["title-mismatch 突破540亿元"]);
    for right in ["前10月光伏产值突破520亿元", "前10月检修组件上千套", "前10月光伏产值突破500亿元"] {
        assert_eq!(found(&over(right)), Vec::<String>::new(), "{right}");
    }
}

#[test]
fn another_time_or_a_part_of_it() {
    for right in [
        // What it became, and what is done of it.
        "建厂之初，首期投资6000万元，职工只有120人；两次增资后，职工增至860人。",
        "营造林任务分解为：人工造林1.5万亩，退化林修复2.7万亩。截至3月底，退化林修复完成2.1万亩，其余4月底完工。",
        // The semicolon ends what 其中 opened.
        "上半年新签约项目16个，协议投资42.5亿元，其中5亿元以上项目4个；新开工项目9个，竣工项目7个。",
    ] {
        assert_eq!(found(right), Vec::<String>::new(), "{right}");
    }
}

#[test]
fn the_likeliest_slip_of_a_list() {
    // 3所 and 30所 prove nothing: the whole has two digits exchanged.
    let schools = "全县现有各级各类学校231所，其中幼儿园96所、小学72所、初中31所、普通高中9所、中等职业学校3所、特殊教育学校2所。";
    assert_eq!(found(schools), ["parts-sum-mismatch 231所"]);
    assert_eq!(found(&schools.replace("231", "213")), Vec::<String>::new());
    assert_eq!(found("银行有营业网点418家，其中省内368家、省外32家。"), ["parts-sum-mismatch 368家"]);
    assert_eq!(found("自己攒了50万元，信用社贷了150万元，一共250万元。"), ["parts-sum-mismatch 250万元"]);
    for right in ["自己攒了50万元，信用社贷了150万元，一共200万元。", "银行有营业网点418家，其中省内368家、省外32家，另有境外18家。"]
    {
        assert_eq!(found(right), Vec::<String>::new(), "{right}");
    }
}

#[test]
fn parts_of_another_whole_and_values_taken_up_again() {
    for right in [
        // The list goes on what stands before it in its sentence; 41 is no whole, for it is a part.
        "全区88家企业里，从事机械的41家、化工的28家，其余19家分布在电子和建材两个行业。按所在地，开发区52家，占近六成；东岭镇、西河镇、北塘镇、南坪镇四个镇分别有14家、11家、7家和4家。",
        // The last of the list has another noun: it is a row as a whole or not at all.
        "一把纸扇，劈篾、糊面、描画、上漆四大步骤分别要29道、24道、13道和18道工序，加起来84道。",
        // 72 was told before, and 中 takes it up.
        "百岁老人72位，比去年多5位，一年间有17位老人满百岁，12位百岁老人离世。72人中女性51位、男性21位。",
        // Of the one that is left.
        "市里督办的16项任务，已完成15项，剩下的旧厂搬迁项目完成进度达70%，明年3月底完工。",
        // What a unit is, and what the value before the bracket makes.
        "全县收购茧子12.46万担（1担为50公斤，合0.623万吨），均价比上年涨3元。",
    ] {
        assert_eq!(found(right), Vec::<String>::new(), "{right}");
    }
    assert_eq!(found("全县收购茧子12.46万担（合6.23万吨）。"), ["conversion-mismatch 6.23万吨"]);
    assert_eq!(found("市里督办的16项任务，已完成15项，完成率达70%。"), ["completion-mismatch 70%"]);
}

#[test]
fn values_of_what_something_is_held_against() {
    for right in [
        // All that stands in the bracket is of the quarter before.
        "2025年第三季度，我局抽检食品1480批次，不合格29批次，合格率98.0%，比第二季度（1350批次中不合格31批次，合格率97.7%）上升0.3个百分点。\n\n流通环节716批次，不合格13批次；餐饮环节764批次，不合格16批次。",
        // The quotient is told, and the other average is of the year.
        "7月、8月两个月只采到6284人次，月均3142人次，比全年月均的3870人次少了近两成。",
        // 其他 is of the sentence before.
        "本县旅客占52%，邻近两县占21%，其他占27%。年龄上，60岁以上占14%，18岁以下占11%。",
    ] {
        assert_eq!(found(right), Vec::<String>::new(), "{right}");
    }
    assert_eq!(found("7月、8月两个月只采到6284人次，月均3412人次。"), ["rate-times-duration 3412人次"]);
    assert_eq!(found("本县旅客占52%，邻近两县占21%，其他占17%。"), ["shares-sum-mismatch 17%"]);
}

#[test]
fn what_an_article_tells_of_other_times_and_of_what_was_called_off() {
    for right in [
        // 上届 is another time, and so is what follows.
        "本届共有576名球员注册，平均每队18人，其中女生81人，占14.1%，上届28支队伍注册490人，女生54人，占11.0%。",
        // One of those listed was called off.
        "校园足球联赛收兵：32队踢了63场\n\n先分8个小组，每组6场，共48场；前两名进入淘汰赛，共16场。由于小组赛有1场因雷电取消，实际踢了63场。",
        // Two other values make the mean.
        "36名裁判中，高校学生21名、体育教师15名，63场比赛每场派3人，共189人次，人均执法5.25场。",
        // A plan is no value of before.
        "一般公共预算收入14.26亿元，增长3.4%，完成年初预算19.5亿元的73.1%。",
        // The third year is a name.
        "第一年销售2380万元，第二年4560万元，第三年7260万元；第二年比第一年增长91.6%，第三年比第二年增长59.2%。",
        // This year has no number, and lies two years behind the last that has.
        "争了两年的电梯费\n\n5月22日（星期五），业主在协议上签了字。\n\n2024年5月，每户每月从18元调到26元。到今年4月底涨价满24个月。2024年共收15.48万元。",
    ] {
        assert_eq!(found(right), Vec::<String>::new(), "{right}");
    }
}

#[test]
fn shares_in_tenths_of_a_whole_told_in_another_line() {
    let article = |share: &str| {
        format!("轴承公司年报\n\n公司全年实现营业收入68.4亿元，比上年增长5.6%。\n\n前五大客户合计采购20.52亿元，占营收的{share}。")
    };
    assert_eq!(found(&article("三成")), Vec::<String>::new());
    assert_eq!(found(&article("近三成")), Vec::<String>::new());
    assert_eq!(found(&article("四成")), ["tenths-mismatch 四成"]);
    // Of two values that are named so nobody knows which is meant.
    let two = "轴承公司年报\n\n公司全年实现营业收入68.4亿元，上半年营业收入51.3亿元。\n\n前五大客户合计采购20.52亿元，占营收的四成。";
    assert_eq!(found(two), Vec::<String>::new());
}

#[test]
fn shares_whose_words_name_part_and_whole_need_no_witness() {
    let steel = |share: &str| {
        format!(
            "钢厂上半年\n\n粗钢产量1240万吨，上年为1300万吨。\n\n高端产品465万吨，占粗钢产量的{share}，其中汽车板168万吨、电工钢92万吨、管线钢75万吨、其他品种130万吨。"
        )
    };
    assert_eq!(found(&steel("37.5%")), Vec::<String>::new());
    assert_eq!(found(&steel("73.5%")), ["share-mismatch 73.5%"]);
    // Nobody adds a part to its own whole.
    assert_eq!(found("年末技能人才18万人，其中高技能人才6.3万人，占25%。"), ["share-mismatch 25%"]);
    assert_eq!(found("年末技能人才18万人，其中高技能人才6.3万人，占35%。"), Vec::<String>::new());
}

#[test]
fn numbers_of_any_size_are_read_without_a_panic() {
    let numbers = [
        "9999999999999999999999999999",
        "79228162514264337593543950335",
        "7922816251426433759354395033.5",
        "0.0000000000000000000000000001",
        "0.1234567890123456789012345678901234567890",
        "99999999999999999999999亿",
        "1000000000000000000000001",
        "0",
    ];
    let shapes = [
        "旅客1260.0万人次，日均31.5万人次，比去年的X万人次增长6.0%，多出X万人次。",
        "X所学校X人，平均每所X人，占全县X人的X%。",
        "甲队得X分，乙队得X分，两队相差X分；其中女生X人、男生X人，合计X人。",
        "6时至23时，每天运营X个小时；由X增至X，增长X倍，翻了X番。",
        "计划投资X亿元，完成X亿元，完成率X%，还差X亿元；亩产X公斤，共X亩，总产X吨（X斤）。",
        "甲类占X%，乙类占X%，其他占X%；出口X亿元，占进出口总值的X%，增长X个百分点。",
    ];
    for one in numbers {
        for other in numbers {
            for shape in shapes {
                let mut nth = 0;
                let text: String = shape
                    .split('X')
                    .flat_map(|piece| {
                        nth += 1;
                        [piece, if nth % 2 == 0 { one } else { other }]
                    })
                    .collect();
                found(&text);
            }
        }
    }
}

#[test]
fn titles_against_hedges_and_growths() {
    let text = "海产加工规模突破2680万元\n\n渔业协会昨日通报，去年海产加工规模突破2580万元，带动1300户渔民增收。";
    assert_eq!(found(text), ["title-mismatch 突破2680万元"]);
    assert_eq!(found(&text.replace("2680", "2580")), Vec::<String>::new());
    // The title may say less than the text.
    assert_eq!(found(&text.replace("2680", "2500")), Vec::<String>::new());
    let text = "全县小微贷款余额同比增长6.92%\n\n到9月末，全县小微贷款余额26.43亿元，同比增长8.47%。";
    assert_eq!(found(text), ["title-mismatch 6.92%"]);
    assert_eq!(found(&text.replace("6.92", "8.47")), Vec::<String>::new());
    // 6% is not told by the growth of another indicator.
    let text = "2025年全县地区生产总值同比增长6%\n\n2025年，全县地区生产总值325.6亿元，同比增长5.0%。规模以上工业增加值增长6.1%。";
    assert_eq!(found(text), ["title-mismatch 6%"]);
    assert_eq!(found(&text.replace("增长6%", "增长5%")), Vec::<String>::new());
}

#[test]
fn a_value_and_what_it_is_made_of_are_no_parts() {
    let text = "台风过后理赔忙\n\n保险公司共收到报案86件，赔付86万元。\n\n个体户米师傅自报损失41.5万元，核定33.2万元，应赔29.88万元，先预付15万元，其余14.88万元昨日到账。";
    assert_eq!(found(text), Vec::<String>::new());
}

#[test]
fn plain_reports_are_right() {
    // Two holders, and what one of them came to.
    let text = "澜江水泥易主 远山建材持股升至33%\n\n交割完成后，泓川集团的持股比例降到35%，仍是第一大股东；远山建材以33%居第二位。";
    assert_eq!(found(text), Vec::<String>::new());
    // A level, and a difference with the digits exchanged.
    let text = "三季度用电创新高\n\n三季度的月均用电量比二季度多16.3亿千瓦时，正好高出四分之一。\n\n从用途看，三季度居民生活用电61.3亿千瓦时，占25.1%。";
    assert_eq!(found(text), Vec::<String>::new());
    // What is left is told without its value.
    let text = "台风致屿东损失18.7亿元\n\n屿东县直接经济损失18.7亿元。\n\n分项看，农林牧渔业损失7.2亿元，基础设施损失5.3亿元，工矿商贸业损失4.1亿元，家庭财产损失1.6亿元，其余为公益设施等损失。";
    assert_eq!(found(text), Vec::<String>::new());
    // Two days of eight make no day's record.
    let text = "古镇八天迎客36万\n\n客流最高的一天是10月4日，达7.82万人次，距离8万人次的最大承载量只差1800人次。\n\n今年头尾都不挤，1日、8日两天客流分别只有4.1万和2.9万人次。";
    assert_eq!(found(text), Vec::<String>::new());
    // The share is that of the level, not of the change before it.
    let text = "澜江电子扩招\n\n截至8月底，公司研发人员1036人，比年初净增158人，占全部员工1480人的七成。";
    assert_eq!(found(text), Vec::<String>::new());
    let text = "青叶菜涨价\n\n三种菜平均，上周每公斤7.3元，前一周约为5.77元，上涨26.6%。";
    assert_eq!(found(text), Vec::<String>::new());
}

#[test]
fn titles_leave_yuan_out() {
    let text = "屿东四座渔港引资206亿\n\n昨日，屿东市渔港办介绍，四座渔港将争取各方资金约260亿元。";
    assert_eq!(found(text), ["title-mismatch 206亿"]);
    assert_eq!(found(&text.replace("206", "260")), Vec::<String>::new());
    let text = "灯饰节收官 签约逾50亿\n\n昨日，灯饰节收官，六天里签约额逾40亿元。";
    assert_eq!(found(text), ["title-mismatch 逾50亿"]);
}

#[test]
fn a_subsidy_for_the_land_is_no_plan() {
    let text = "青湖县下达支农资金\n\n青湖县下达支农资金1840万元，包括耕地地力保护补贴1305万元，沟渠整修265万元，购机补贴180万元，育种250万元，以及培训110万元。";
    assert_eq!(found(text).len(), 1, "{:?}", found(text));
    assert_eq!(found(&text.replace("1305", "1035")), Vec::<String>::new());
}

#[test]
fn the_rest_of_a_whole_is_no_whole() {
    let text = "一箭九星\n\n该星座由36颗卫星组成，分4组发射，每组9颗，其余3组27颗计划明年发射。\n\n今年以来该海上平台已发射5次，送上天的卫星共34颗，前四次分别为6颗、4颗、8颗和7颗。";
    assert_eq!(found(text), Vec::<String>::new());
}

#[test]
fn an_article_is_of_one_day() {
    let text = "各地动态\n\n统计局今天（3月12日）公布，前两月投资增长4.2%。\n\n昨晚（3月11日），灯会开幕。\n\n今天（3月12日），新馆开放。";
    assert_eq!(found(text), Vec::<String>::new());
    assert_eq!(found(&text.replace("3月11日", "3月13日")), ["value-mismatch 3月13日"]);
    // A rolling report is of several days.
    let rolling = "救援日志\n\n今天（3月12日），队伍出发。\n\n今天（3月12日），到达营地。\n\n今天（3月13日），搜救开始。\n\n今天（3月13日），找到两人。";
    assert_eq!(found(rolling), Vec::<String>::new());
    // The last day of a month.
    assert_eq!(found("快讯\n\n今天（3月1日），展会开幕。\n\n昨天（2月28日），布展完成。"), Vec::<String>::new());
}

#[test]
fn the_time_of_a_title() {
    let text = "前7个月园区工业投资增长12%\n\n统计显示，1—7月，园区工业投资同比增长12%，较1—6月加快2个百分点，其中设备购置投资占四成，新开工项目接连入库。";
    assert_eq!(found(text), Vec::<String>::new());
    assert_eq!(found(&text.replace("1—7月", "1—8月")), ["title-mismatch 前7个月"]);
    let text = "新版停车收费办法9月20日起施行\n\n市城管局发布新版停车收费办法，自9月20日零时起施行，首小时收费不变，此后每小时收费降低一元，新能源汽车享受优惠。";
    assert_eq!(found(text), Vec::<String>::new());
    assert_eq!(found(&text.replace("自9月20日", "自9月21日")), ["title-mismatch 9月20日起"]);
    // What is rough, and what lies within.
    let text = "上半年木材价格走高\n\n自今年初以来，木材价格走高，多家家具厂表示采购成本上升，部分规格断货，成品价格随之上调，订单明显减少，工厂只好安排轮休。";
    assert_eq!(found(text), Vec::<String>::new());
}

#[test]
fn news_in_brief() {
    let text = "一周简报\n\n前两月水库养殖鱼产量增长18%\n\n水产站数据显示，前两月水库养殖鱼产量同比增长18%，网箱改造顺利，饵料供应充足，销路比上年更广，养殖户增收。\n\n全县启动12条乡村公路改造\n\n今天，全县12条乡村公路改造启动，计划年内完成，惠及沿线群众，工程由县交通局组织实施，沿线设置安全设施。";
    assert_eq!(found(text), Vec::<String>::new());
    assert_eq!(found(&text.replace("同比增长18%", "同比增长81%")), ["title-mismatch 18%"]);
    assert_eq!(found(&text.replace("全县12条", "全县15条")), ["title-mismatch 12条"]);
    let times = "停车收费三次调整 车主盼说明\n\n记录显示，停车收费近年经历了2次调整，今年春天又要作第三次，幅度比前两次都大，车主认为应当先听证，管理方表示正在研究，结果尚未公布。";
    assert_eq!(found(times), Vec::<String>::new());
}

#[test]
fn a_head_within_the_sentence() {
    let text = "园区招商\n\n截至目前，园区入驻企业64家，按类型分，外贸企业31家、物流企业22家、加工企业11家。";
    assert_eq!(found(text), Vec::<String>::new());
    assert_eq!(found(&text.replace("11家", "21家")), ["parts-sum-mismatch 64家"]);
}

#[test]
fn a_share_that_fell_is_a_share() {
    let text = "换股方案\n\n合并后总股本20.48亿股。\n\n换股后，原控股股东持有6.48亿股，比例由45.00%降为31.64%，仍居第一。";
    assert_eq!(found(text), Vec::<String>::new());
}

#[test]
fn a_list_torn_at_a_semicolon() {
    let text = "工业半年报\n\n一季度完成产值101.8亿元，增长6.7%；二季度112.8亿元，增长10.9%。\n\n分行业看，食品业完成产值62.3亿元，增长13.3%，仍居首位；建材业48.7亿元，比去年同期的51.2亿元少2.5亿元，下降4.9%；机械业41.9亿元，增长17%；纺织业27.5亿元，增长6.2%。其余行业合计34.2亿元。";
    assert_eq!(found(text), Vec::<String>::new());
}

#[test]
fn months_over_the_article() {
    let text = "半年报告\n\n上半年，全市工业用电31.26亿千瓦时，同比增长6.4%。\n\n分季度看，一季度工业用电14.97亿千瓦时，增长5.1%。\n\n二季度工业用电16.29亿千瓦时，增长7.6%。";
    assert_eq!(found(text), Vec::<String>::new());
    assert_eq!(found(&text.replace("16.29", "19.26")), ["parts-sum-mismatch 19.26亿千瓦时"]);
    let trade = "外贸通报\n\n前三季度，全市外贸进出口总值182.6亿元，同比增长9.4%。\n\n民营企业进出口139.5亿元。\n\n前8个月，全市进出口160.7亿元，9月当月进出口21.9亿元，为单月第二高。";
    assert_eq!(found(trade), Vec::<String>::new());
    assert_eq!(found(&trade.replace("21.9", "29.1")).len(), 1);
    // Of two districts, and of a stock.
    let others = "半年报告\n\n东区上半年进出口31.26亿元。\n\n西区一季度进出口14.97亿元。\n\n西区二季度进出口19.26亿元。";
    assert_eq!(found(others), Vec::<String>::new());
    let stock = "半年报告\n\n上半年末贷款余额31.26亿元。\n\n一季度末贷款余额14.97亿元。\n\n二季度末贷款余额19.26亿元。";
    assert_eq!(found(stock), Vec::<String>::new());
}

#[test]
fn growths_held_against_another_of_the_article() {
    let text = "半年电力报告\n\n上半年，全市工业用电31.26亿千瓦时，同比增长6.4%。\n\n供电部门加强巡查，保障企业用电。\n\n装备制造业用电量增速最快，同比增长12.6%，高于全市工业平均水平6.2个百分点。";
    assert_eq!(found(text), Vec::<String>::new());
    assert_eq!(found(&text.replace("6.2个百分点", "8.2个百分点")), ["points-mismatch 8.2个百分点"]);
    assert_eq!(found(&text.replace("6.2个百分点", "6.2%")), ["percent-for-points 6.2%"]);
    let faster = text.replace("高于全市工业平均水平6.2个百分点", "快于全市工业");
    assert_eq!(found(&faster), Vec::<String>::new());
    assert_eq!(found(&faster.replace("12.6%", "5.6%")), ["pace-mismatch 5.6%"]);
    // Of another time, and told in two values.
    assert_eq!(found(&faster.replace("12.6%", "5.6%").replace("同比增长5.6%", "6月份增长5.6%")), Vec::<String>::new());
    let twice = faster.replace("12.6%", "5.6%").replace("保障企业用电。", "全市工业投资增长2.1%。");
    assert_eq!(found(&twice), Vec::<String>::new());
}

#[test]
fn titles_with_numbers_that_stand_nowhere() {
    let graduates = "校企同频 2573名毕业生走上岗位\n\n学院建校四十多年，与四十余家企业签订协议。\n\n今年开设订单班12个，学员540人。\n\n统计显示，学院应届毕业生共2680人，落实就业2573人，就业率96%。";
    assert_eq!(found(graduates), Vec::<String>::new());
    assert_eq!(found(&graduates.replace("2573名", "2753名")), ["title-mismatch 2753名"]);
    let firms = "35家企业“拎包入驻” 标准厂房成了香饽饽\n\n走进高新区标准厂房，机器轰鸣，工人忙着装货。\n\n项目占地260亩，目前入驻企业35家，吸纳就业1840人。";
    assert_eq!(found(firms), Vec::<String>::new());
    assert_eq!(found(&firms.replace("35家企业“", "53家企业“")), ["title-mismatch 53家"]);
    // Of two digits, what is counted must be the same.
    assert_eq!(found(&firms.replace("35家企业“拎包入驻”", "53间厂房配齐水电")), Vec::<String>::new());
}

#[test]
fn titles_in_the_bracket_of_their_line() {
    let text = "一周简报\n\n【前8月新签项目64个】9月16日召开的会议通报，1至8月，全市新签工业项目64个，计划总投资212亿元。\n\n【仓容准备充足】全市准备仓容36万吨，落实资金9.2亿元。";
    assert_eq!(found(text), Vec::<String>::new());
    assert_eq!(found(&text.replace("工业项目64个", "工业项目46个")), ["title-mismatch 64个"]);
}

#[test]
fn numbers_that_are_taken_up_again() {
    let text = "一季度项目通报\n\n目前，全县在建工业项目42个，总投资127.5亿元，其中续建27个。\n\n全县用工平稳，企业订单充足。规上制造企业740家，完成改造518家。\n\n42个在建项目一季度完成投资11.7亿元。前5个月，740家规上制造企业的技改投资增长17.3%。";
    assert_eq!(found(text), Vec::<String>::new());
    assert_eq!(found(&text.replace("42个在建", "24个在建")), ["value-mismatch 24个"]);
    assert_eq!(found(&text.replace("740家规上", "470家规上")), ["value-mismatch 470家"]);
    // Of those some are meant.
    assert_eq!(found(&text.replace("42个在建", "其中24个在建")), Vec::<String>::new());
    let trade = "外贸通报\n\n前三季度，全区出口198亿元，增长13.1%。\n\n进口72亿元，增长10.8%，大宗商品平稳。\n\n全区出口198亿元中，有七成以上经本区港口出境。";
    assert_eq!(found(trade), Vec::<String>::new());
    assert_eq!(found(&trade.replace("198亿元中", "189亿元中")), ["value-mismatch 189亿元"]);
    let quoted = "迎峰度夏\n\n7月9日，全网供电1286万千瓦时，创历史新高。\n\n“1286万千瓦时扛住了，但夏天还没过完。”调度员说。";
    assert_eq!(found(quoted), Vec::<String>::new());
    assert_eq!(found(&quoted.replace("“1286", "“1268")), ["value-mismatch 1268万千瓦时"]);
    let years = "校友返校\n\n1984届毕业生在此合影。\n\n今天，1994届毕业生代表也回到母校。";
    assert_eq!(found(years), Vec::<String>::new());
}
