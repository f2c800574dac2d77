//! Rules that need only a figure, and how figures are written: Chinese text in, findings and corrected text out.

use std::sync::Arc;

use heshu::analysis::{Analysis, Knowledge};
use heshu::entities::Catalog;
use heshu::rules::Finding;
use heshu::text::apply_edits;

fn findings(text: &str) -> (Analysis, Vec<Finding>) {
    let analysis = Analysis::new(text, Arc::new(Knowledge::new(Catalog::default())));
    let findings = analysis.findings().into_iter().filter(|f| !f.code.starts_with("noise") && f.code != "missing-title").collect();
    (analysis, findings)
}

/// Code, marked text and message of every finding.
fn found(text: &str) -> Vec<String> {
    findings(text).1.iter().map(|f| format!("{} ⟦{}⟧ {}", f.code, &text[f.range], f.message.zh)).collect()
}

/// The text after one of the fixes of its only finding.
fn fixed(text: &str, fix: usize) -> String {
    let (analysis, findings) = findings(text);
    assert_eq!(findings.len(), 1, "{text}: {findings:?}");
    apply_edits(text, &analysis.edits(&findings[0].fixes[fix]))
}

/// The only finding, and the text after its first fix, which must be right.
#[track_caller]
fn wrong(text: &str, finding: &str, corrected: &str) {
    assert_eq!(found(text), [finding], "{text}");
    assert_eq!(fixed(text, 0), corrected);
    assert_eq!(found(corrected), Vec::<String>::new(), "{corrected}");
}

/// Texts with a finding of a code, whatever it says.
#[track_caller]
fn all_wrong(code: &str, texts: &[&str]) {
    for text in texts {
        let findings = found(text);
        assert!(findings.len() == 1 && findings[0].starts_with(code), "{text}: {findings:?}");
    }
}

#[track_caller]
fn silent(texts: &[&str]) {
    for text in texts {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn amounts_in_words_and_digits() {
    wrong(
        "货款合计42,800元（大写：肆万贰仟捌拾元整），货到付清。",
        "amount-in-words ⟦肆万贰仟捌拾元⟧ 大小写金额不符：大写合42080元，小写为“42,800元”",
        "货款合计42,080元（大写：肆万贰仟捌拾元整），货到付清。",
    );
    wrong(
        "押金退还1,306.50元（大写：壹仟叁佰零陆元零伍分）。",
        "amount-in-words ⟦壹仟叁佰零陆元零伍分⟧ 大小写金额不符：大写合1306.05元，小写为“1,306.50元”",
        "押金退还1,306.05元（大写：壹仟叁佰零陆元零伍分）。",
    );
    all_wrong(
        "amount-in-words",
        &[
            "甲方付款42800元，大写肆万贰仟捌拾元整。",
            "甲方付款肆万贰仟捌佰元整（￥42,080.00），乙方开票。",
            "甲方付款42.8万元（大写：肆拾贰万捌佰元整）。",
            "貨款(kuǎn)合計42,800元(大寫:肆萬貳仟捌拾元整)。",
            "貨款合計４２,８００元(大寫:肆萬貳仟捌拾元整)。",
        ],
    );
}

#[test]
fn amounts_that_agree_or_are_not_the_same() {
    silent(&[
        "货款合计42,800元（大写：肆万贰仟捌佰元整）。",
        "货款合计42.8万元（大写：肆拾贰万捌仟元整）。",
        "货款合计肆万贰仟捌佰元整（￥42,800.00）。",
        "合同价：人民币（大写）肆万贰仟捌佰元整（小写：42,800.00元）。",
        "退款1,306.55元（大写：壹仟叁佰零陆元伍角伍分）。",
        "货款约42万元（大写：肆拾贰万捌仟元整）。",
        "设备款3万元，安装费另计壹万伍仟元整。",
        "预付3万元（含税），尾款（大写：贰万玖仟元整）月底付。",
        "面额伍拾元的旧券可以兑换50元新券。",
        "合同价款约42.8万元。",
        "付款42,800美元（大写：肆万贰仟捌佰元整）。",
        "第壹仟贰佰号登记证工本费10元（已免）。",
    ]);
}

#[test]
fn ratios_that_cannot_pass_one_hundred() {
    assert_eq!(found("全县农村自来水普及率达到104%。"), ["ratio-out-of-bounds ⟦104%⟧ 自来水普及率不会超过100%，这里写作“104%”"]);
    assert_eq!(
        found("产品合格率由去年的95%、今年的97%提高到102%，合格率为101.5%。"),
        ["ratio-out-of-bounds ⟦101.5%⟧ 合格率不会超过100%，这里写作“101.5%”"]
    );
    all_wrong(
        "ratio-out-of-bounds",
        &[
            "出口产品占比由88%提高到103%。",
            "新栽树苗成活率高达百分之一百零二。",
            "残疾人就业率升至101%。",
            "自来水普及率：102%。",
            "群众满意度达到103%。",
            "初中升学率达108%。",
            "行政村通硬化路率达103%。",
            "常住人口城镇化率提高到106.3%。",
            "森林覆盖率超过105%。",
            "垃圾无害化处理率均达到103%。",
            "园区污水集中处理率由2015年的91.5%提高到108%。",
            "口岸“两步申报”应用率达到146.8%。",
            "锂的回收率也到了192%。",
            "新接订单量占到了全球市场份额的197.5%。",
            "農村自來水普及率達(dá)到１０４％。",
        ],
    );
}

#[test]
fn shares_of_what_a_place_gathered_and_rises_from_below_nought() {
    all_wrong(
        "ratio-out-of-bounds",
        &[
            "开发区集聚了全市38%的规上企业、52%的科技型企业和141%的上市企业。",
            "园区贡献了全省120%的出口。",
            "班列全年综合重箱率达到112%。",
            "监管平台覆盖面达104%。",
        ],
    );
    all_wrong("points-mismatch", &["高技术产业占比达到6.2%、5年提升11.4个百分点。", "森林覆盖率3.8%，比上年提高5.1个百分点。"]);
    silent(&[
        "开发区集聚了全市38%的规上企业、52%的科技型企业和61%的上市企业。",
        "园区出口相当于全省平均水平的120%。",
        "高技术产业占比达到16.2%、5年提升11.4个百分点。",
        "工业投资增速达到6.2%，比上年提高11.4个百分点。",
        "出口增长6.2%，增速比上年提高11.4个百分点。",
        "净利率6.2%，毛利润提高11.4个百分点。",
    ]);
}

#[test]
fn ratios_that_may_pass_one_hundred() {
    silent(&[
        "年度投资计划完成率达到112%。",
        "装置产能利用率达到105%。",
        "小学毛入学率为103.2%。",
        "公司资产负债率高达130%。",
        "银行拨备覆盖率达到286.5%。",
        "流动性覆盖率为138%。",
        "移动电话普及率达到112.4%。",
        "九年义务教育巩固率达到101%。",
        "加座以后，上座率达到108%。",
        "政府债务占地区生产总值的比重为120%。",
        "覆盖率达到100%。",
        "合格率超过98%，同比增长110%的是销量。",
        "达标率是去年的120%。",
        "合格率比三年前提高102%。",
        "5G网络覆盖率约101%。",
        "产品自给率达到115%。",
        "税收增长率达到102%。",
    ]);
}

#[test]
fn ranges_from_more_to_less() {
    wrong("每户每年补贴900至600元。", "range-reversed ⟦900至600元⟧ 范围“900至600元”前大后小，上下限写颠倒了", "每户每年补贴600至900元。");
    wrong("每斤售价在12元至8元之间。", "range-reversed ⟦12元至8元⟧ 范围“12元至8元”前大后小，上下限写颠倒了", "每斤售价在8元至12元之间。");
    wrong("工期为二十至十五天。", "range-reversed ⟦二十至十五天⟧ 范围“二十至十五天”前大后小，上下限写颠倒了", "工期为十五至二十天。");
    wrong("預計投資８億—５億元。", "range-reversed ⟦８億—５億元⟧ 范围“8亿—5亿元”前大后小，上下限写颠倒了", "預計投資5億—8億元。");
    all_wrong("range-reversed", &["占地60%—45%的地块。", "大棚畝均增收(shōu)900至600元。", "每批招收20-15人。"]);
}

#[test]
fn ranges_that_go_down_for_a_reason() {
    silent(&[
        "每户每年补贴600至900元。",
        "办结时限由15天压缩至5天。",
        "价格从900元跌到600元。",
        "收费标准由900元至600元不等下调。",
        "这项收费下调900元至600元。",
        "夜间气温8℃至2℃。",
        "适宜温度25～18℃。",
        "冷库温度为-5℃至-10℃。",
        "北队以21-18取胜。",
        "1998-2003年在外求学。",
        "商场9点至5点营业。",
        "冬装打9至7折。",
        "最低处有期徒刑6个月至3年。",
        "跑完全程要45分钟至2小时。",
        "每袋重500克至1公斤。",
        "罚款500元至3万元。",
        "得100—90分的为优秀。",
        "电话0371-66332211。",
        "面积50亩至4公顷。",
        "一、二、三等奖奖金3000元至1000元。",
    ]);
}

#[test]
fn ranks_beyond_the_number_of_the_ranked() {
    assert_eq!(found("我市在全省16个地市中排第17位。"), ["rank-exceeds-total ⟦第17位⟧ 名次超过总数：“16个”里排不出“第17位”"]);
    all_wrong(
        "rank-exceeds-total",
        &[
            "在参赛的12支队伍中名列第13名。",
            "全市9个县（市、区）中，我县列第10位。",
            "在全省十六個地市中列第十七位。",
            "該縣在全市9個縣(xiàn)中列第10位。",
            "在５家试点企业中排第６位。",
            "全市9个县区中我县总量第10位。",
            "在70个大中城市中涨幅排第71位。",
            "经济总量居全市八个县区第九位。",
            "列全省14个市州第15位。",
            "在参评的15家企业里名列第十六。",
            "得分在全市9个县区排名第10位。",
            "排名全省17个市第18位。",
        ],
    );
}

#[test]
fn ranks_among_something_else() {
    silent(&[
        "我市在全省16个地市中排第12位。",
        "我县在全市7个县和2个管理区中列第8位。",
        "在全省16个地市中居首位。",
        "连续两次评比中均列第3名。",
        "两轮测评中列全市第5位。",
        "在5项指标中列全市第8位。",
        "在3个月中跃居第4位。",
        "在20多个城市中列第21位。",
        "在近30个城市中列第31位。",
        "全省9个县列入试点，我县排第10位的愿望落空。",
        "在5家企业中央企占多数，我厂排第8位。",
        "5个考点中，第6考场最大。",
        "全省10个地级市中，我市列第2位，在41个城市中列第14位。",
        "在8个项目中第9个开工。",
        "获得两个省第3名。",
        "全省14个市州参赛，我队列第15位。",
        "全省14个市州第12位。",
    ]);
}

#[test]
fn magnitudes_twice() {
    wrong("全年完成投资12.5亿万元。", "magnitude-repeated ⟦12.5亿万元⟧ “亿万”不成数量级，“万”“亿”只能留一个", "全年完成投资12.5亿元。");
    assert_eq!(fixed("全年完成投资12.5亿万元。", 1), "全年完成投资12.5万元。");
    wrong("筹集资金3亿多万元。", "magnitude-repeated ⟦3亿多万⟧ “亿多万”不成数量级，“万”“亿”只能留一个", "筹集资金3亿多元。");
    wrong("筹集资金300万万元。", "magnitude-repeated ⟦300万万元⟧ “万万”不成数量级，“万”“亿”只能留一个", "筹集资金300万元。");
    all_wrong(
        "magnitude-repeated",
        &["三亿万元投资落地。", "產值12億(yì)萬元。", "产值１２亿万元。", "亏损3亿亿元。", "销售额1.5万万亿元。", "产粮3亿万吨。"],
    );
}

#[test]
fn magnitudes_that_are_words_or_right() {
    silent(&[
        "亿万群众参与其中。",
        "四万万同胞同心抗敌。",
        "总投资3.5万亿元。",
        "这台机器每秒运算12.5亿亿次。",
        "每秒运算1万万亿次。",
        "投资3亿多元。",
        "投资3亿余元、5万余元。",
        "镜头下有亿万个细胞。",
        "千千万万的普通人。",
        "万一有变，亿元项目也要停。",
        "总投资3亿元。",
        "成了亿万富翁。",
    ]);
}

#[test]
fn units_twice() {
    wrong("满意率提高1.8个百分点%。", "unit-repeated ⟦1.8个百分点%⟧ 单位重复：有了“个百分点”，又写“%”", "满意率提高1.8个百分点。");
    wrong("总额5亿元人民币元。", "unit-repeated ⟦5亿元人民币元⟧ 单位重复：有了“元人民币”，又写“元”", "总额5亿元人民币。");
    all_wrong(
        "unit-repeated",
        &[
            "占比为40%%。",
            "增長１２％％。",
            "每人发放300元元左右。",
            "下降3%个百分点。",
            "流转土地30亩亩。",
            "走了100公里公里。",
            "滿(mǎn)意率提高1.8個百分點%。",
        ],
    );
}

#[test]
fn units_that_only_look_repeated() {
    silent(&[
        "满意率提高1.8个百分点，达到40%。",
        "送出5元元旦券。",
        "购入300万元元素分析仪一台。",
        "发行5亿美元美元债券。",
        "发行人民币300亿元人民币债券。",
        "发行10亿元人民币债券。",
        "全村200亩亩产500公斤。",
        "帮助100户户均增收3000元。",
        "5个个体户入驻。",
        "20名名师授课。",
        "100家家庭农场。",
        "面积3万平方米。",
        "流转土地30亩，亩均增收。",
    ]);
}

#[test]
fn hedges_on_one_number() {
    wrong("现场大约200人左右。", "hedges-stacked ⟦大约200人左右⟧ 约数叠用：“大约”与“左右”修饰同一个数，留一个即可", "现场大约200人。");
    assert_eq!(fixed("现场大约200人左右。", 1), "现场200人左右。");
    assert_eq!(fixed("产量约在2万吨左右。", 1), "产量在2万吨左右。");
    assert_eq!(fixed("接待超过了300多人。", 1), "接待300多人。");
    wrong(
        "先后有约近300多名干部下乡。",
        "hedges-stacked ⟦约近300多名⟧ 约数叠用：“约”与“近”修饰同一个数，留一个即可",
        "先后有约300名干部下乡。",
    );
    assert_eq!(fixed("先后有约近300多名干部下乡。", 1), "先后有近300名干部下乡。");
    all_wrong(
        "hedges-stacked",
        &[
            "超过500多家商户停业。",
            "至少要有，至少100家以上。",
            "最多不超过30天。",
            "不低于60分以上。",
            "一次不超过5000元以内。",
            "超过50%以上的居民赞成。",
            "接近90%以上的农户参加。",
            "含水率低于50%以下。",
            "共来了不足100人左右。",
            "年龄五十多岁左右。",
            "200余人次以上。",
            "現場大約２００戶(hù)左右。",
            "累计突破3亿多元。",
        ],
    );
}

#[test]
fn hedges_of_two_numbers_and_words_that_are_no_hedges() {
    silent(&[
        "约400名职工到会，其中近150名是女工。",
        "近30余年变化很大。",
        "近十多年来一直如此。",
        "近一个多月来没有下雨。",
        "突破30多项关键技术。",
        "专案组连破30余起案件。",
        "先后约了10多个朋友。",
        "签约10余个项目，节约50多万元。",
        "纽约100多名学生来访。",
        "大型商超20余家参展。",
        "河道300多米左右两侧绿化。",
        "500多人上下齐心。",
        "500多年前后来的人们。",
        "处3年以上7年以下有期徒刑。",
        "比去年高出20个百分点左右。",
        "最低500元以上的才补贴。",
        "50人（含）以上的企业。",
        "多达300多人。",
        "超过5000人，5年以上的占一半。",
        "至少300多人到场。",
        "约300米长、近50米宽。",
    ]);
}

#[test]
fn ranges_that_leave_a_magnitude_out() {
    wrong(
        "项目投资3—5亿元。",
        "range-magnitude ⟦3—5亿元⟧ “3—5亿元”的前一个数省去了“亿”，字面上容易误读；国标写法是两个数都带“亿”",
        "项目投资3亿—5亿元。",
    );
    wrong(
        "年产10至15万余台。",
        "range-magnitude ⟦10至15万余台⟧ “10至15万余台”的前一个数省去了“万”，字面上容易误读；国标写法是两个数都带“万”",
        "年产10万至15万余台。",
    );
    wrong(
        "含水率为15~30%。",
        "range-magnitude ⟦15~30%⟧ “15~30%”的前一个数省去了“%”，字面上容易误读；国标写法是两个数都带“%”",
        "含水率为15%~30%。",
    );
    wrong(
        "投資８－９億元。",
        "range-magnitude ⟦８－９億元⟧ “8-9亿元”的前一个数省去了“亿”，字面上容易误读；国标写法是两个数都带“亿”",
        "投資８億－９億元。",
    );
    wrong(
        "投資(zī)3至5萬元。",
        "range-magnitude ⟦3至5萬元⟧ “3至5万元”的前一个数省去了“万”，字面上容易误读；国标写法是两个数都带“万”",
        "投資(zī)3萬至5萬元。",
    );
}

#[test]
fn ranges_that_leave_nothing_out() {
    silent(&[
        "项目投资3亿—5亿元。",
        "占比63%~68%。",
        "票价100-200元。",
        "每批30～50吨。",
        "投资1.5万至2万元。",
        "罚款500元至3万元。",
        "罚款500—3万元。",
        "三至五万元就够了。",
        "两到三亿元的缺口。",
        "7-9月是汛期。",
        "占三到五成。",
        "由3万元增加到5万元。",
        "2020至2025年投资80亿元。",
        "3、4万元都行。",
    ]);
}

#[test]
fn digits_of_both_writings_in_one_number() {
    wrong("有10几家企业参展。", "mixed-numerals ⟦10几⟧ “10几”把阿拉伯数字和“几”混在一起写，应为“十几”", "有十几家企业参展。");
    wrong("有20幾家企業(yè)參展。", "mixed-numerals ⟦20幾⟧ “20几”把阿拉伯数字和“几”混在一起写，应为“二十几”", "有二十幾家企業(yè)參展。");
    wrong("补助3千5百元。", "mixed-numerals ⟦3千5百元⟧ “3千5百”把阿拉伯数字和“千”混在一起写；除“万”“亿”外不这样写", "补助3500元。");
    wrong("来了５百多人。", "mixed-numerals ⟦５百多人⟧ “5百”把阿拉伯数字和“百”混在一起写；除“万”“亿”外不这样写", "来了500多人。");
    wrong("二○24年动工。", "mixed-numerals ⟦二○24⟧ 年份“二○24”把阿拉伯数字和汉字数字混在一起写", "2024年动工。");
}

#[test]
fn numbers_in_one_writing_and_words() {
    silent(&[
        "有十几家企业参展。",
        "总投资3.5亿元、5000多万元、3百万元。",
        "2万3千人跑完全程。",
        "用电2千瓦时。",
        "买了3千克糖、走了5千米路。",
        "气压8百帕。",
        "第3百货商店开门。",
        "2千禧年已过。",
        "入围5百强企业。",
        "G20几个成员国。",
        "10几乎是上限。",
        "三百五十人到场。",
        "二〇二四年动工，2025年建成。",
        "占三百分之一。",
        "一百零二年前的事。",
    ]);
}

#[test]
fn approximate_numbers_with_a_mark_inside() {
    wrong("走访了三、五户人家。", "approximate-pair ⟦三、五⟧ “三、五”表示概数时，两个数之间不用顿号", "走访了三五户人家。");
    wrong("只需3、5天。", "approximate-pair ⟦3、5⟧ “3、5”表示概数时，两个数之间不用顿号", "只需三五天。");
    wrong("那孩子十三、四歲(suì)。", "approximate-pair ⟦三、四⟧ “三、四”表示概数时，两个数之间不用顿号", "那孩子十三四歲(suì)。");
    all_wrong("approximate-pair", &["住了两、三个月。", "来了七、八十人。", "走了三、四百公里。", "也就一、两个人。"]);
}

#[test]
fn marks_between_numbers_that_are_enumerated() {
    silent(&[
        "第三、第五户人家。",
        "三、四季度持续回升。",
        "一、二期工程完工。",
        "获一、二、三等奖。",
        "第一、二个项目开工。",
        "小学三、四年级。",
        "今年5、6月份多雨。",
        "分别有3、4个班。",
        "1、2号楼封顶。",
        "推进一、二、三产业融合。",
        "二、三线城市",
        "三、四个方面发力：",
        "周三、四天气晴好。",
        "获1、2名的队员。",
        "推进一、二次设备融合。",
        "走访了三五户人家。",
    ]);
}

/// Code blocks of a page under a heading, without their indentation.
fn examples<'p>(page: &'p str, heading: &str) -> Vec<&'p str> {
    let section = page.split("\n## ").find(|s| s.starts_with(heading)).unwrap_or_default();
    section.split("```text\n").skip(1).filter_map(|block| Some(block.split_once("\n")?.0.trim())).collect()
}

#[test]
fn the_pages_of_these_rules_keep_their_word() {
    for code in [
        "amount-in-words",
        "ratio-out-of-bounds",
        "range-reversed",
        "rank-exceeds-total",
        "magnitude-repeated",
        "unit-repeated",
        "hedges-stacked",
        "range-magnitude",
        "mixed-numerals",
        "approximate-pair",
    ] {
        let page = heshu::rules::rule(code).expect("a rule").page;
        let bad = examples(page, "例");
        assert_eq!(bad.len(), 1, "{code}");
        all_wrong(code, &bad);
        silent(&examples(page, "改为"));
        let quiet = examples(page, "不报什么");
        assert!(quiet.len() >= 4, "{code}");
        silent(&quiet);
    }
}
