//! What could make the signed document show something else later.

use super::*;
use crate::{Limits, Severity, examine_within};

#[test]
fn a_plain_page_is_silent() {
    let sample = Sample::page("", "/Contents 10 0 R").stream(10, "", b"0 0 9 9 re f");
    let report = check(&sample);
    assert_eq!(report, Report { pages: 1, ..Report::default() });
}

#[test]
fn scripts_are_found_wherever_they_hang() {
    let places = [
        ("/OpenAction 10 0 R", ""),
        ("/AA<</WS 10 0 R>>", ""),
        ("/Names<</JavaScript<</Names[(a)10 0 R]>>>>", ""),
        ("/AcroForm<</Fields[<</T(a)/FT/Tx/AA<</K 10 0 R>>>>]>>", ""),
        ("", "/AA<</O 10 0 R>>"),
        ("", "/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/GoTo/D[3 0 R/Fit]/Next 10 0 R>>>>]"),
    ];
    for (catalog, page) in places {
        let report = check(&Sample::page(catalog, page).object(10, "<</S/JavaScript/JS(x)>>"));
        let finding = only(&report, Code::JavaScript);
        assert_eq!(finding.severity, Severity::Serious);
        assert_eq!(finding.page, (!page.is_empty()).then_some(0), "{catalog}{page}");
        assert_eq!(report.findings.len(), 1, "{:?}", report.findings);
    }
}

#[test]
fn actions_are_told_apart() {
    let actions = [
        ("/S/Launch/F(calc.exe)", Code::Launch, &["calc.exe"][..]),
        ("/S/SubmitForm/F<</FS/URL/F(http://a.example/)>>", Code::SubmitForm, &["http://a.example/"]),
        ("/S/ImportData/F(a.fdf)", Code::ImportData, &["a.fdf"]),
        ("/S/GoToR/F<</F(b.pdf)/UF(c.pdf)>>/D[0/Fit]", Code::OtherDocument, &["c.pdf"]),
        ("/S/Hide/T(a)", Code::TogglesView, &[]),
        ("/S/URI/URI(https://a.example/)", Code::WebLink, &["1", "https://a.example/"]),
    ];
    for (action, code, params) in actions {
        let link = format!("/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<<{action}>>>>]");
        let report = check(&Sample::page("", &link));
        assert_eq!(values(&only(&report, code)), params);
        assert_eq!(report.findings.len(), 1, "{:?}", report.findings);
    }
    let print = check(&Sample::page("/OpenAction<</S/Named/N/Print>>", ""));
    assert_eq!(values(&only(&print, Code::AutomaticAction)), ["Named"]);
    let honest = [
        "/OpenAction[3 0 R/Fit]",
        "/OpenAction<</S/GoTo/D[3 0 R/Fit]>>",
        "/OpenAction<</S/Named/N/LastPage>>",
    ];
    for catalog in honest {
        assert!(check(&Sample::page(catalog, "")).findings.is_empty(), "{catalog}");
    }
}

#[test]
fn hidden_annotations_have_their_place() {
    let report = check(&Sample::page(
        "",
        "/Annots[<</Subtype/Stamp/F 2/Rect[0 742 100 842]>><</Subtype/Popup/F 2/Rect[0 0 9 9]>>\
         <</Subtype/FreeText/Rect[0 0 9 9]/Contents(by hand)>><</Subtype/Stamp/AP<</N 10 0 R>>/Rect[5 5 5 5]>>]",
    )
    .stream(10, "/Subtype/Form/BBox[0 0 1 1]", b""));
    assert_eq!(codes(&report), [Code::HiddenAnnotation, Code::FreeText, Code::AnnotationWithoutSize]);
    let area = only(&report, Code::HiddenAnnotation).area.unwrap();
    assert!(area.x == 0.0 && area.y.abs() < 0.01 && (area.width - 35.28).abs() < 0.01, "{area:?}");
    assert_eq!(values(&only(&report, Code::FreeText)), ["by hand"]);
}

#[test]
fn layers_are_named_when_a_page_uses_them() {
    let catalog =
        |extra: &str| format!("/OCProperties<</OCGs[10 0 R 11 0 R]/D<</OFF[10 0 R 11 0 R]{extra}>>>>");
    let page = "/Resources<</Properties<</A 10 0 R>>>>";
    let sample = |extra: &str| {
        Sample::page(&catalog(extra), page)
            .object(10, "<</Type/OCG/Name(Price)/Usage<</Print<</PrintState/ON>>/View<</ViewState/OFF>>>>>>")
            .object(11, "<</Type/OCG/Name(Unused)>>")
    };
    let hidden = check(&sample(""));
    assert_eq!(values(&only(&hidden, Code::HiddenLayer)), ["Price"]);
    assert_eq!(hidden.findings.len(), 1);
    let differs = check(&sample("/AS[<</Event/Print/Category[/Print]/OCGs[10 0 R]>>]"));
    assert_eq!(codes(&differs), [Code::LayerDiffers]);
}

#[test]
fn fonts_outside_the_file_are_named_once() {
    let report = check(&Sample::page(
        "",
        "/Resources<</Font<</A 10 0 R/B 11 0 R/C 12 0 R/D<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>",
    )
    .object(10, "<</Type/Font/Subtype/TrueType/BaseFont/SimSun/FontDescriptor<</Type/FontDescriptor>>>>")
    .object(11, "<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+Kai/FontDescriptor<</FontFile2 13 0 R>>>>")
    .object(12, "<</Type/Font/Subtype/Type0/BaseFont/SimSun/DescendantFonts[<</Type/Font/Subtype/CIDFontType2>>]>>")
    .stream(13, "", b"x"));
    assert_eq!(codes(&report), [Code::FontNotEmbedded, Code::StandardFontNotEmbedded]);
    assert_eq!(values(&report.findings[0]), ["SimSun"]);
}

#[test]
fn references_to_nothing_are_told_by_where_they_are() {
    let shown = check(&Sample::page("", "/Resources<</XObject<</A 99 0 R>>>>"));
    assert_eq!(values(&only(&shown, Code::DanglingShown)), ["99"]);
    assert_eq!(shown.findings[0].page, Some(0));
    let elsewhere =
        check(&Sample::page("/PieceInfo 98 0 R/StructTreeRoot<</Type/StructTreeRoot/K 99 0 R>>", ""));
    assert_eq!(values(&only(&elsewhere, Code::Dangling)), ["2", "98, 99"]);
    assert!(check(&Sample::page("/A 10 0 R", "").object(10, "null")).findings.is_empty(), "null is defined");
}

#[test]
fn ambiguous_structure_is_serious() {
    let keys = check(&Sample::page("", "/Resources<<>>/Resources<</A 1>>"));
    let finding = only(&keys, Code::DuplicateKey);
    assert_eq!((finding.page, values(&finding)), (Some(0), vec!["3", "Resources"]));
    let doubles = check(&Sample::page("/A 10 0 R", "").object(10, "1").shadowed(10, "2"));
    assert_eq!(values(&only(&doubles, Code::DuplicateObject)), ["10"]);
    let mut bytes = Sample::page("", "").bytes();
    bytes.splice(0..0, *b"junk\n");
    let document = pdf::Document::open(std::sync::Arc::new(bytes), pdf::Limits::default());
    if let Ok(document) = document {
        assert!(codes(&examine(&document, &Expectations::default())).contains(&Code::NeedsRepair));
    }
}

#[test]
fn what_stands_in_other_files_is_found() {
    let page = "/Resources<</XObject<</A 10 0 R/B 11 0 R/C 12 0 R>>>>";
    let report = check(
        &Sample::page(
            "/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/UF(raw.csv)/EF<</F 13 0 R>>>>]>>>>",
            page,
        )
        .stream(10, "/Subtype/Image/F(other.jpg)/Alternates[<</Image 13 0 R>>]", b"")
        .stream(11, "/Subtype/Form/BBox[0 0 1 1]/Ref<</F(b.pdf)/Page 0>>", b"")
        .stream(12, "/Subtype/Image/F[/FlateDecode]/OPI<</2.0<<>>>>", b"")
        .stream(13, "", b""),
    );
    assert_eq!(
        codes(&report),
        [Code::ExternalStream, Code::ReferenceXObject, Code::AlternateImage, Code::Opi, Code::Attachment]
    );
    assert_eq!(values(&report.findings[0]), ["other.jpg"]);
    assert_eq!(values(&report.findings[4]), ["raw.csv"]);
}

#[test]
fn forms_say_what_they_do_on_signing() {
    let form = "/AcroForm<</NeedAppearances true/XFA[(a)10 0 R]/Fields[11 0 R 12 0 R]>>";
    let report = check(
        &Sample::page(form, "/Annots[11 0 R 12 0 R]")
            .stream(10, "", b"<x/>")
            .object(
                11,
                "<</FT/Sig/T(批准)/Subtype/Widget/Rect[10 10 90 40]/P 3 0 R>>".replace("批准", "approve"),
            )
            .object(12, "<</FT/Tx/T(a)/F 2/Subtype/Widget/Rect[10 50 90 60]/P 3 0 R>>"),
    );
    assert_eq!(
        codes(&report),
        [Code::Xfa, Code::NeedAppearances, Code::HiddenField, Code::EmptySignatureField]
    );
    let place = only(&report, Code::EmptySignatureField);
    assert_eq!((values(&place), place.page, place.area.is_some()), (vec!["approve"], Some(0), true));
}

#[test]
fn a_walk_that_ends_early_says_so() {
    let mut sample = Sample::page("/A 10 0 R", "");
    for number in 10..400 {
        sample = sample.object(number, format!("[{} 0 R]", number + 1));
    }
    let limits = Limits { objects: 50, ..Limits::default() };
    let report = examine_within(&sample.open(), &Expectations::default(), &limits);
    assert_eq!(values(&only(&report, Code::PartlyChecked)), ["objects"]);
    assert!(!report.is_complete());
    let whole = check(&sample);
    assert_eq!(codes(&whole), [Code::Dangling], "the last one refers to nothing");
}

#[test]
fn many_of_a_kind_are_counted_not_listed() {
    let stamps = "<</Subtype/FreeText/Rect[0 0 9 9]/Contents(N)>>";
    let annots: String = (0..50).map(|number| stamps.replace('N', &number.to_string())).collect();
    let report = check(&Sample::page("", &format!("/Annots[{annots}]")));
    assert_eq!(report.findings.len(), 20);
    assert_eq!(report.unlisted, [(Code::FreeText, 30)]);
}
