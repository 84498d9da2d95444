//! Values as they are typed on the command line: millimetres, sizes, places, fields. Refuses what is no finite number.

/// `NAME` or `NAME@PAGE:X,Y,W,H`, the page from 1 and the rest in millimetres.
pub fn new_field(text: &str) -> Result<wire::NewField, String> {
    let field = |name: &str, place| wire::NewField {
        name: name.to_owned(),
        place,
        lock_all: false,
        reasons: Vec::new(),
        timestamp: false,
    };
    let Some((name, place)) = text.rsplit_once('@') else { return Ok(field(text, None)) };
    let wrong = || "a place is PAGE:X,Y,W,H".to_owned();
    let (page, area) = place.split_once(':').ok_or_else(wrong)?;
    let page = page.parse::<u32>().ok().and_then(|page| page.checked_sub(1)).ok_or_else(wrong)?;
    let numbers = area.split(',').map(number).collect::<Result<Vec<_>, _>>()?;
    let [left, top, width, height] = numbers[..] else { return Err(wrong()) };
    Ok(field(name, Some(wire::Place { page, left, top, width, height })))
}

/// A number of millimetres, or of degrees.
pub fn number(text: &str) -> Result<f64, String> {
    match text.trim().parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ => Err(format!("\"{text}\" is no number")),
    }
}

/// Two numbers with a comma between them.
pub fn pair(text: &str) -> Result<(f64, f64), String> {
    let (first, second) = text.split_once(',').ok_or("two numbers with a comma between them: X,Y")?;
    Ok((number(first)?, number(second)?))
}

/// A width and, where it is given, a height in millimetres.
pub fn size(text: &str) -> Result<(f64, Option<f64>), String> {
    let positive =
        |text| number(text).and_then(|n| if n > 0.0 { Ok(n) } else { Err("a size is above 0".to_owned()) });
    match text.split_once(',') {
        Some((width, height)) => Ok((positive(width)?, Some(positive(height)?))),
        None => Ok((positive(text)?, None)),
    }
}
