use proptest::prelude::*;

use super::*;

fn lexer(bytes: &[u8]) -> Lexer<'_> {
    Lexer::new(bytes, 100, true, &Limits::default())
}

fn value(text: &str) -> Object {
    lexer(text.as_bytes()).value().unwrap()
}

fn fault(text: &str) -> Error {
    match lexer(text.as_bytes()).value() {
        Err(Fault::Wrong(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn numbers_of_every_shape() {
    for (text, number) in [("0", 0), ("+17", 17), ("-98", -98), ("0000000020", 20)] {
        assert_eq!(value(text), Object::Integer(number));
    }
    for (text, number) in [("34.5", 34.5), ("-3.62", -3.62), ("4.", 4.0), ("-.002", -0.002), ("+.5", 0.5)] {
        assert_eq!(value(text), Object::Real(number));
    }
    assert!(matches!(value("99999999999999999999"), Object::Real(_)));
    for text in ["-", ".", "+-1", "1.2.3", "1e5", "--1", "6-7"] {
        assert!(matches!(fault(text), Error::Syntax { offset: 100, fault: Syntax::Number }), "{text}");
    }
}

#[test]
fn references_are_three_tokens() {
    assert_eq!(value("12 0 R"), Object::Reference((12, 0)));
    assert_eq!(value("12\n%c\n0 R"), Object::Reference((12, 0)));
    assert_eq!(
        value("[1 2 3 0 R 4]"),
        Object::Array(vec![1.into(), 2.into(), Object::Reference((3, 0)), 4.into()])
    );
    assert_eq!(value("[1 0 Rx]".replace("Rx", "R/N").as_str()).as_array().unwrap().len(), 2);
    assert!(matches!(fault("[99999999999 0 R]"), Error::Syntax { fault: Syntax::Reference, .. }));
    assert!(matches!(fault("[1 70000 R]"), Error::Syntax { fault: Syntax::Reference, .. }));
}

#[test]
fn strings_and_names() {
    assert_eq!(value("(a(b)\\)\\n\\101\\7x\\\r\ny\r\nz)").as_str().unwrap(), b"a(b))\nA\x07xy\nz");
    assert_eq!(value("<48 65 6C6>").as_str().unwrap(), b"Hel`");
    assert_eq!(value("/A#20B").as_name().unwrap(), b"A B");
    assert_eq!(value("/").as_name().unwrap(), b"");
    let mut odd = lexer(b"/A#zz ");
    assert_eq!(odd.value().unwrap().as_name().unwrap(), b"A#zz");
    assert!(odd.irregular);
    assert!(matches!(fault("<4g>"), Error::Syntax { fault: Syntax::HexString, .. }));
    assert!(matches!(fault("(abc"), Error::Syntax { fault: Syntax::End, .. }));
}

#[test]
fn a_repeated_key_is_reported_and_the_last_one_taken() {
    let mut lexer = lexer(b"<</A 1/B<</C 1/C 2>>/A 3>>");
    lexer.pairs = Some(Vec::new());
    let dictionary = lexer.value().unwrap();
    assert_eq!(dictionary.as_dict().unwrap().get(b"A").unwrap(), &Object::Integer(3));
    assert_eq!(lexer.duplicates, [b"C".to_vec(), b"A".to_vec()]);
    let pairs = lexer.pairs.unwrap();
    let spans: Vec<_> = pairs.iter().map(|pair| (pair.key_span.clone(), pair.value_span.clone())).collect();
    assert_eq!(spans, [(102..104, 105..106), (106..108, 108..120), (120..122, 123..124)]);
}

#[test]
fn nesting_and_counts_are_bounded() {
    let deep = "[".repeat(102);
    assert_eq!(fault(&deep), Error::Limit { limit: Limit::Nesting });
    let fits = "[".repeat(100) + &"]".repeat(100);
    assert!(lexer(fits.as_bytes()).value().is_ok());
    let limits = Limits { values: 10, ..Limits::default() };
    let many = Lexer::new(b"[1 2 3 4 5 6 7 8 9 10 11]", 0, true, &limits).value();
    assert!(matches!(many, Err(Fault::Wrong(Error::Limit { limit: Limit::Values }))));
}

/// Cutting a value anywhere asks for more, or yields the same value where the cut is behind it.
#[test]
fn a_window_never_changes_a_value() {
    let text = b"<</A[1 2 0 R -3.5(x\\)y)<4142>/N true null]/B<</C 10 0 R>>/D 12 0 R>> ";
    let whole = lexer(text).value().unwrap();
    for cut in 0..text.len() {
        let window = text.get(..cut).unwrap();
        match Lexer::new(window, 0, false, &Limits::default()).value() {
            Err(Fault::More) => {}
            Ok(value) => assert_eq!(value, whole, "{cut}"),
            Err(Fault::Wrong(error)) => panic!("{cut}: {error}"),
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), complete: bool) {
        check(&bytes, complete)?;
    }

    #[test]
    fn anything_like_pdf_is_read_without_a_panic(
        words in prop::collection::vec(prop::sample::select(vec![
            "<<", ">>", "[", "]", "(", ")", "<", ">", "/", "/A", "/A#4", "1", "0", "R", "-", ".", "obj", "endobj",
            "stream", "%", "\n", "\r", " ", "\\", "true", "null", "1 0 R", "99999999999999999999", "#",
        ]), 0..60),
        complete: bool,
    ) {
        check(words.concat().as_bytes(), complete)?;
    }
}

fn check(bytes: &[u8], complete: bool) -> Result<(), TestCaseError> {
    let end = 100 + bytes.len() as u64;
    let mut lexer = Lexer::new(bytes, 100, complete, &Limits::default());
    lexer.pairs = Some(Vec::new());
    let result = lexer.value();
    prop_assert!((100..=end).contains(&lexer.offset()));
    if let Err(Fault::Wrong(Error::Syntax { offset, .. })) = result {
        prop_assert!((100..=end).contains(&offset));
    }
    let ended = matches!(&result, Err(Fault::Wrong(Error::Syntax { fault: Syntax::End, .. })));
    prop_assert!(complete || !ended);
    let more = matches!(&result, Err(Fault::More));
    prop_assert!(!complete || !more);
    for pair in lexer.pairs.take().unwrap_or_default() {
        prop_assert!(pair.key_span.start < pair.key_span.end && pair.key_span.end <= pair.value_span.start);
        prop_assert!(pair.value_span.start <= pair.value_span.end && pair.value_span.end <= end);
    }
    let mut lexer = Lexer::new(bytes, 100, complete, &Limits::default());
    let _ = lexer.object_header();
    prop_assert!((100..=end).contains(&lexer.offset()));
    Ok(())
}
