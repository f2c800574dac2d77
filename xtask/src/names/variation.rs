//! Paragraphs with other names in them, so that the tagger learns where names stand and how they are built, not which they are.

use std::collections::HashMap;

use super::paragraph::{Paragraph, Piece, text_of};

/// Numbers by chance, the same in every run (xorshift).
pub struct Chance(u64);

impl Chance {
    /// Begins with a seed.
    pub fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n.max(1)
    }

    /// One of a list.
    pub fn pick<'t, T>(&mut self, list: &'t [T]) -> Option<&'t T> {
        list.get(self.below(list.len()))
    }

    /// Another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

/// Characters that firms have in their brands.
const BRAND: &str = "恒瑞鑫科天华海泰中宏金新凯迈赛盛达隆兴源光安康德信诚美佳亚东方正远航宇星辰龙凤鹏翔腾飞旭日晟晖烨煜炜焱铭锐锋铂钰锦银联众合力创益普康博雅思润泽江河湖洋浩瀚渤澳港永久长久嘉禾丰裕富贵吉祥顺利通畅万千百亿豪杰英雄伟峰岳昆仑泰山衡嵩巨大广博元亨利贞晶莹玉珠璟琪瑶卓越超群冠领先驰骋奔骏马牛羊虎豹狮象鹤雁鸿雀蓝绿红白黑紫青橙云雷电火石木林森松柏竹兰梅菊荷桂桑梓格力比尔克特斯顿尼莱奥迪欧帝皇王朝国民邦世纪时代未来明朗曙光晨曦旺昌荣发展圣神奇妙微尚品悦怡和谐同仁济民生乐居宝贝童芯纳晶元";

/// Trades.
const TRADES: [&str; 60] = [
    "科技",
    "电子",
    "化工",
    "新能源",
    "新材料",
    "药业",
    "重工",
    "钢铁",
    "铝业",
    "铜业",
    "水泥",
    "食品",
    "乳业",
    "酒业",
    "纺织",
    "机械",
    "装备",
    "汽车",
    "电气",
    "光伏",
    "光电",
    "半导体",
    "环保",
    "水务",
    "燃气",
    "电力",
    "能源",
    "矿业",
    "置业",
    "建设",
    "路桥",
    "物流",
    "港口",
    "航空",
    "商贸",
    "传媒",
    "文旅",
    "农业",
    "种业",
    "饲料",
    "纸业",
    "家居",
    "陶瓷",
    "玻璃",
    "石化",
    "精工",
    "轴承",
    "仪器",
    "医疗",
    "软件",
    "信息",
    "智能",
    "生物",
    "材料",
    "实业",
    "动力",
    "控股",
    "股份",
    "电缆",
    "轮胎",
];
/// Legal forms, the longest first.
const FORMS: [&str; 9] =
    ["集团股份有限公司", "集团有限责任公司", "股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "集团公司", "公司", "集团"];
/// Places before brands.
const PLACES: [&str; 40] = [
    "北京",
    "上海",
    "天津",
    "重庆",
    "河南",
    "山东",
    "江苏",
    "浙江",
    "广东",
    "福建",
    "安徽",
    "湖北",
    "湖南",
    "四川",
    "陕西",
    "山西",
    "河北",
    "辽宁",
    "吉林",
    "黑龙江",
    "云南",
    "贵州",
    "广西",
    "江西",
    "内蒙古",
    "新疆",
    "宁夏",
    "甘肃",
    "青海",
    "海南",
    "苏州",
    "无锡",
    "宁波",
    "青岛",
    "洛阳",
    "郑州",
    "合肥",
    "株洲",
    "宜昌",
    "包头",
];

/// The paragraphs, and so many variants of each that has a company.
pub fn vary(paragraphs: &[Paragraph], variants: usize, seed: u64) -> Vec<Paragraph> {
    let mut chance = Chance::new(2026 + seed);
    let mut pool: Vec<String> = Vec::new();
    paragraphs.iter().for_each(|p| collect(&p.pieces, &mut pool));
    pool.sort();
    pool.dedup();
    let mut all = paragraphs.to_vec();
    for _ in 0..variants {
        for paragraph in paragraphs {
            let mut renamed = HashMap::new();
            let pieces = rename(&paragraph.pieces, &pool, &mut renamed, &mut chance);
            if !renamed.is_empty() {
                all.push(Paragraph { pieces, optional: Vec::new() });
            }
        }
    }
    all
}

fn collect(pieces: &[Piece], pool: &mut Vec<String>) {
    for piece in pieces {
        match piece {
            Piece::Name(0, _) => pool.push(text_of(piece)),
            Piece::Name(_, inside) => collect(inside, pool),
            Piece::Text(_) => {}
        }
    }
}

fn rename(pieces: &[Piece], pool: &[String], renamed: &mut HashMap<String, String>, chance: &mut Chance) -> Vec<Piece> {
    let other = |piece: &Piece| match piece {
        Piece::Name(0, _) => {
            let old = text_of(piece);
            let new = renamed.entry(old.clone()).or_insert_with(|| new_name(&old, pool, chance)).clone();
            Piece::Name(0, vec![Piece::Text(new)])
        }
        Piece::Name(kind, inside) => Piece::Name(*kind, rename(inside, pool, renamed, chance)),
        Piece::Text(text) => Piece::Text(text.clone()),
    };
    pieces.iter().map(other).collect()
}

/// Another name of the same build: of the pool, or a new one.
fn new_name(old: &str, pool: &[String], chance: &mut Chance) -> String {
    let form = |name: &str| FORMS.iter().position(|f| name.ends_with(f));
    let len = |name: &str| name.chars().count();
    let old_form = form(old);
    if chance.below(10) < 4 {
        let fits = |name: &&String| form(name).is_some() == old_form.is_some() && len(name).abs_diff(len(old)) <= 2;
        let fitting: Vec<&String> = pool.iter().filter(fits).collect();
        if let Some(name) = chance.pick(&fitting) {
            return (*name).clone();
        }
    }
    if old.chars().any(|c| c.is_ascii_alphanumeric()) && chance.below(3) > 0 {
        return old.to_owned();
    }
    let brand_chars: Vec<char> = BRAND.chars().collect();
    let brand_len = [2, 2, 2, 2, 3, 4][chance.below(6)].min(len(old).max(2));
    let brand: String = (0..brand_len).filter_map(|_| chance.pick(&brand_chars)).collect();
    let place = if chance.below(3) == 0 || len(old) > 9 && chance.below(4) > 0 { chance.pick(&PLACES).copied().unwrap_or("") } else { "" };
    let trade = if len(old) >= 4 && chance.below(3) > 0 || len(old) > 7 { chance.pick(&TRADES).copied().unwrap_or("") } else { "" };
    match old_form {
        Some(form) if FORMS[form] == "公司" || FORMS[form] == "集团" => format!("{place}{brand}{trade}{}", FORMS[form]),
        Some(form) => format!("{place}{brand}{}{}", if trade.is_empty() { "科技" } else { trade }, FORMS[form]),
        None if len(old) <= 3 => brand,
        None => format!("{}{brand}{trade}", if len(old) >= 6 { place } else { "" }),
    }
}
