//! Numbers as people read them.

/// `12.3 %`.
pub(super) fn percent(fraction: f64) -> String {
    format!("{:.1} %", fraction * 100.0)
}

/// `0.125 %`: for fractions far below a hundredth.
pub(super) fn fine_percent(fraction: f64) -> String {
    let text = format!("{:.3}", fraction * 100.0);
    format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
}

/// A price with as many decimals as it needs: `43,066`, `129.16`, `0.00202`.
pub(super) fn price(value: f64) -> String {
    let decimals = match value.abs() {
        size if size >= 10_000.0 || size == 0.0 => 0,
        size if size >= 10.0 => 2,
        size if size >= 0.1 => 4,
        _ => 6,
    };
    grouped(&format!("{value:.decimals$}"))
}

/// An amount of tokens: `12.3 M`, `45 k`, `7.5`.
pub(super) fn amount(value: f64) -> String {
    let sizes = [(1e9, " bn"), (1e6, " M"), (1e3, " k")];
    // From 999,500 on a thousand reads as a million.
    let found = sizes
        .into_iter()
        .find(|(size, _)| value.abs() >= size * 0.9995);
    let (size, unit) = found.unwrap_or((1.0, ""));
    let scaled = value / size;
    let decimals = match scaled.abs() {
        hundreds if hundreds >= 99.95 => 0,
        tens if tens >= 9.995 => 1,
        _ => 2,
    };
    let text = format!("{scaled:.decimals$}");
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        &text
    };
    format!("{}{unit}", if text == "-0" { "0" } else { text })
}

/// `12 d`.
pub(super) fn days(value: f64) -> String {
    format!("{value:.0} d")
}

/// `44,000`.
pub(super) fn count(value: impl std::fmt::Display) -> String {
    grouped(&value.to_string())
}

fn grouped(text: &str) -> String {
    let (whole, fraction) = text
        .split_once('.')
        .map_or((text, None), |(a, b)| (a, Some(b)));
    let (sign, digits) = whole
        .strip_prefix('-')
        .map_or(("", whole), |digits| ("-", digits));
    let mut out = String::from(sign);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    fraction.map_or(out.clone(), |fraction| format!("{out}.{fraction}"))
}

/// `1 h 30 min`, `45 min`, `2 d`.
pub(super) fn duration(seconds: u64) -> String {
    let parts = [
        (seconds / 86_400, "d"),
        (seconds % 86_400 / 3_600, "h"),
        (seconds % 3_600 / 60, "min"),
    ];
    let text: Vec<String> = parts
        .iter()
        .filter(|(value, _)| *value > 0)
        .map(|(value, unit)| format!("{value} {unit}"))
        .collect();
    if text.is_empty() {
        format!("{seconds} s")
    } else {
        text.join(" ")
    }
}

/// Text made safe for HTML.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_numbers_read_well() {
        assert_eq!(price(43_066.451), "43,066");
        assert_eq!(price(1_234.5), "1,234.50");
        assert_eq!(price(0.002_013_6), "0.002014");
        assert_eq!(count(44_000), "44,000");
        assert_eq!(count(7), "7");
        assert_eq!(percent(0.4567), "45.7 %");
        assert_eq!(duration(5_400), "1 h 30 min");
        assert_eq!(duration(30), "30 s");
        assert_eq!(duration(172_800), "2 d");
        let amounts = [
            0.0,
            -0.001,
            7.5,
            999.0,
            1_234.0,
            45_000.0,
            999_600.0,
            -12_345_678.0,
            2e9,
        ];
        let read = [
            "0", "0", "7.5", "999", "1.23 k", "45 k", "1 M", "-12.3 M", "2 bn",
        ];
        assert_eq!(amounts.map(amount), read);
    }

    #[test]
    fn test_escape_leaves_no_markup() {
        assert_eq!(
            escape("<b a=\"x\">&'"),
            "&lt;b a=&quot;x&quot;&gt;&amp;&#39;"
        );
    }
}
