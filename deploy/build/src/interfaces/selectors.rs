//! The table of selectors and topics: a diff of it shows what integrators have to change.

use std::collections::BTreeMap;
use std::fmt::Write;

use alloy_primitives::hex;

use super::abi::{Item, Kind};

/// One line an item: interface, kind, identifier, signature.
pub(super) fn table(interfaces: &BTreeMap<String, Vec<Item>>) -> String {
    let mut text = String::new();
    for (name, items) in interfaces {
        for item in items {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{}", line(name, item));
        }
    }
    text
}

fn line(interface: &str, item: &Item) -> String {
    let hash = item.hash();
    let (kind, bytes) = match item.kind {
        Kind::Function => ("function", &hash[..4]),
        Kind::Error => ("error", &hash[..4]),
        Kind::Event => ("event", &hash[..]),
    };
    let identifier = hex::encode_prefixed(bytes);
    format!("{interface} {kind} {identifier} {}", item.signature())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_table_of_known_identifiers() {
        let items = serde_json::from_str(
            r#"[{"type":"function","name":"owner"},
                {"type":"event","name":"Transfer","inputs":[{"name":"a","type":"address"},
                    {"name":"b","type":"address"},{"name":"c","type":"uint256"}]}]"#,
        )
        .expect("well-formed items");
        let text = table(&BTreeMap::from([("IToken".to_owned(), items)]));
        assert_eq!(
            text,
            "IToken function 0x8da5cb5b owner()\n\
             IToken event 0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef \
             Transfer(address,address,uint256)\n"
        );
    }
}
