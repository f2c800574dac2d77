use std::sync::Arc;

use crate::analysis::{Analysis, Knowledge};
use crate::entities::Catalog;

/// What is found of ordinals: the code and the marked text.
fn found(text: &str) -> Vec<String> {
    let analysis = Analysis::new(text, Arc::new(Knowledge::new(Catalog::default())));
    let findings = analysis.findings().into_iter().filter(|f| ["numbering-gap", "items-mismatch"].contains(&f.code));
    findings.map(|f| format!("{} ⟦{}⟧", f.code, &text[f.range])).collect()
}

const NONE: [&str; 0] = [];

#[test]
fn things_told_one_by_one() {
    let things = |second: &str, third: &str| {
        format!("去年办成几件事。\n{second}，把路修到田头。修路32公里。\n{third}，把水引进果园。建泵站6座。\n第四件，把货卖出大山。\n")
    };
    let all = |second: &str| format!("第一件，清淤。\n{}", things(second, "第三件"));
    assert_eq!(found(&all("第二件")), NONE);
    assert_eq!(found("第一件，清淤。\n第二件，修路。\n第四件，架桥。\n"), ["numbering-gap ⟦四⟧"]);
    assert_eq!(found("第一步，选址；第二步，立项；第二步，开工。"), ["numbering-gap ⟦二⟧"]);
    assert_eq!(found("县里有三件实事。第一件，修路。第二件，架桥。"), ["items-mismatch ⟦三件⟧"]);
    assert_eq!(found("一靠良种。换了品种。\n二靠良法。铺开滴灌。\n四靠良田。\n"), ["numbering-gap ⟦四⟧"]);
    for text in [
        "第一步，选址；第二步，立项；第三步，开工。",
        "第一件是给老人看病，第二件是给孩子办入学。",
        "一靠良种。换了品种。\n二靠良法。铺开滴灌。\n三靠良田。\n",
        "游轮一靠岸，孩子们就跑下船。",
        "一靠政策，二靠科技。另外，三靠投入。",
        "第一年，栽树；第三年，挂果。",
        "第一届，十个队；第四届，四十个队。",
        "第一类，免税；其次是减税。第三类，照章征收。",
        "第一招，引进来；再就是走出去。",
        "排在第一，第三件作品另行展出。",
    ] {
        assert_eq!(found(text), NONE, "{text}");
    }
}

#[test]
fn what_may_be_said_to_follow() {
    assert_eq!(found("他说，此事存在四种可能。第一，留用旧人；第二，另起炉灶；第三，两边都用。"), ["items-mismatch ⟦四种⟧"]);
    assert_eq!(found("法院公布了四个典型案例：一是买卖合同案；二是物业费案；三是侵权案。"), ["items-mismatch ⟦四个⟧"]);
    assert_eq!(found("他说，此事存在三种可能。第一，留用旧人；第二，另起炉灶；第三，两边都用。"), NONE);
    assert_eq!(found("法院公布了十个典型案例：一是买卖合同案；二是物业费案；三是侵权案。"), NONE);
}

#[test]
fn a_repetition_of_items_that_have_values_of_their_own() {
    let list = |third: &str, fourth: &str| {
        format!("1. 甲厂，投资2150万元；\n2. 乙厂，投资1860万元；\n3. 丙厂，{third}；\n3. 丁厂，{fourth}；\n5. 戊厂，投资1240万元。\n")
    };
    assert_eq!(found(&list("投资3420万元", "投资965万元")), ["numbering-gap ⟦3⟧"]);
    // A rank that two share.
    assert_eq!(found(&list("投资1450万元", "投资1450万元")), NONE);
    assert_eq!(found(&list("并列", "并列")), NONE);
}
