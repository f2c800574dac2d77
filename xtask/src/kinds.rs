//! The kinds of figure errors: their codes, their names, and how gravely each must be told.

use heshu::rules::Severity;

/// A kind of figure error.
pub struct Kind {
    /// `B1`.
    pub code: &'static str,
    /// What it is, in a few words.
    pub name: &'static str,
    /// A finding of this severity or above counts: some kinds deserve no more than a hint.
    pub least: Severity,
}

macro_rules! kinds {
    ($($least:ident: $($code:literal $name:literal),*;)*) => {
        /// Every kind that one article decides by itself.
        pub static KINDS: &[Kind] = &[$($(Kind { code: $code, name: $name, least: Severity::$least }),*),*];
    };
}

kinds! {
    Warning: "A1" "前后两值", "A2" "标题与正文", "A3" "文与表", "A5" "差额", "A6" "括注换算", "A7" "大小写金额";
    Warning: "B1" "分项之和", "B2" "部分大于整体", "B3" "构成之和", "B4" "三产结构", "B5" "列举个数", "B6" "序次条数";
    Hint: "B7" "状态数作次数";
    Warning: "B8" "等N家少于所列", "B9" "完成与剩余", "B10" "累计";
    Warning: "C1" "增速与两期", "C2" "增量与两期", "C3" "现值增量增速", "C4" "方向词", "C5" "百分比与百分点", "C6" "增长了与增长到";
    Warning: "C7" "下降用倍数", "C8" "翻番", "C9" "倍数与端点", "C10" "年均增速", "C11" "占比", "C12" "两占比反推";
    Warning: "C13" "是几倍与多几倍", "C14" "比率越界", "C15" "百分点与两期", "C16" "增速比较词";
    Hint: "C17" "多基期";
    Warning: "C18" "贡献率拉动点", "C19" "成折分数";
    Hint: "C20" "总量增速越界";
    Warning: "D1" "人均亩均单产", "D2" "均值越出极值", "D3" "日均乘天数", "D4" "完成率";
    Hint: "D5" "均值粒度";
    Warning: "E1" "万亿错位", "E2" "单位与名词";
    Hint: "E3" "单位漂移";
    Warning: "E4" "量级重复", "E5" "币种折算";
    Hint: "E6" "单位重复";
    Warning: "F1" "约数叠用", "F2" "约数方向";
    Hint: "F3" "约数过远";
    Warning: "F4" "区间颠倒";
    Hint: "F5" "区间省略量级";
    Warning: "G1" "不存在的日期", "G2" "星期", "G3" "起讫天数", "G4" "未到的时期", "G5" "周年", "G6" "年数", "G7" "规划期年代";
    Warning: "G8" "年龄", "G9" "季度月份", "H1" "两种名次", "H2" "名次与数值", "H3" "名次超总数";
    Hint: "H4" "两个第一";
}

/// The kind of a code.
pub fn kind(code: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|k| k.code == code)
}
