//! Documents that keep a further standard, or claim one: tagged, PDF/A, PDF 2.0, encrypted in name only.

use super::pdf::{Listing, Pdf};
use super::structures::{OWNER, Sample, USER, report};
use super::tools;
use std::path::Path;

/// All of them.
pub fn all(folder: &Path) -> Vec<Sample> {
    let sample = |name, pdf: Pdf| Sample { name, bytes: pdf.bytes(), password: None };
    vec![
        sample("tagged", tagged()),
        sample("pdf-a-1b", archival("1", "1.4", Listing::Table)),
        sample("pdf-a-2b", archival("2", "1.7", Listing::Packed)),
        sample("pdf-a-3b", archival("3", "1.7", Listing::Table)),
        sample("pdf-2.0", second_edition()),
        identity_filter(folder),
    ]
}

/// One paragraph that is marked content of a structure tree (ISO 32000-2 §14.7, §14.8).
pub fn tagged() -> Pdf {
    let mut pdf = report(Listing::Table, 1);
    let font = "/Resources << /Font << /F1 3 0 R >> >>";
    pdf.set(4, format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {font} /Contents 5 0 R /StructParents 0 /Tabs /S >>"));
    pdf.stream(5, "", "/P << /MCID 0 >> BDC BT /F1 18 Tf 72 760 Td (Test report, page 1) Tj ET EMC");
    pdf.set(20, "<< /Type /StructTreeRoot /K 21 0 R /ParentTree 23 0 R /ParentTreeNextKey 1 >>");
    pdf.set(21, "<< /Type /StructElem /S /Document /P 20 0 R /K [22 0 R] >>");
    pdf.set(22, "<< /Type /StructElem /S /P /P 21 0 R /Pg 4 0 R /K 0 >>");
    pdf.set(23, "<< /Nums [0 [22 0 R]] >>");
    pdf.set(1, "<< /Type /Catalog /Pages 2 0 R /Lang (en) /MarkInfo << /Marked true >> /StructTreeRoot 20 0 R /ViewerPreferences << /DisplayDocTitle true >> >>");
    pdf
}

/// PDF/A-1b, 2b or 3b (ISO 19005): no font that is not embedded, no colour that depends on a device, the claim in XMP.
fn archival(part: &str, version: &'static str, listing: Listing) -> Pdf {
    let mut pdf = report(listing, 1);
    pdf.version = version;
    pdf.objects.remove(&3);
    let grey = "/ColorSpace << /Grey [/CalGray << /WhitePoint [0.9505 1 1.089] >>] >>";
    pdf.set(
        4,
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << {grey} >> /Contents 5 0 R >>"
        ),
    );
    pdf.stream(5, "", "/Grey cs 0.4 sc 72 720 200 40 re f");
    let claim = format!("<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>");
    pdf.stream(20, "/Type /Metadata /Subtype /XML", METADATA.replace("CLAIM", &claim));
    pdf.set(1, "<< /Type /Catalog /Pages 2 0 R /Metadata 20 0 R >>");
    pdf
}

fn second_edition() -> Pdf {
    let mut pdf = report(Listing::Packed, 2);
    pdf.version = "2.0";
    pdf
}

/// AES-256 whose filters for strings and streams are both `/Identity` (ISO 32000-2 §7.6.6): a password, and nothing hidden.
///
/// The keys of revision 6 do not depend on the document, so that the dictionary may come from another one.
fn identity_filter(folder: &Path) -> Sample {
    let mut pdf = report(Listing::Table, 2);
    let (plain, locked) = (folder.join("for-identity.pdf"), folder.join("identity-locked.pdf"));
    std::fs::write(&plain, pdf.bytes()).unwrap();
    let paths = [plain.to_str().unwrap(), locked.to_str().unwrap()];
    tools::succeed("qpdf", &[&["--encrypt", USER, OWNER, "256", "--"][..], &paths].concat());
    let bytes = std::fs::read(&locked).unwrap();
    let find = |from: usize, what: &[u8]| {
        bytes[from..].windows(what.len()).position(|window| window == what).map(|at| from + at)
    };
    let filter = find(0, b"/Filter /Standard").expect("an encryption dictionary");
    let start = bytes[..filter].windows(4).rposition(|window| window == b" obj").unwrap() + 4;
    let end = find(filter, b"endobj").unwrap();
    let dictionary = String::from_utf8(bytes[start..end].to_vec()).expect("strings in hexadecimal");
    let open =
        dictionary.replace("/StmF /StdCF", "/StmF /Identity").replace("/StrF /StdCF", "/StrF /Identity");
    assert_ne!(dictionary, open, "the filters are named");
    pdf.set(30, open.trim());
    pdf.trailer = " /Encrypt 30 0 R".to_owned();
    Sample { name: "aes-256-identity", bytes: pdf.bytes(), password: Some(USER) }
}

const METADATA: &str = "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">
<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">CLAIM</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end=\"w\"?>";
