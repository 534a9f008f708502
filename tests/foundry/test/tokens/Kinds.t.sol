// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {FalseToken} from "../../src/mocks/tokens/FalseToken.sol";
import {NoReturnToken} from "../../src/mocks/tokens/NoReturnToken.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {Doors} from "./Doors.sol";

/// OpenZeppelin's token lent against WETH9.
contract PlainAgainstEtherTest is Doors {
    function _tokens() internal override returns (address, address) {
        return (address(new PlainToken(6)), address(wrapped));
    }
}

/// WETH9 lent against a token without return values.
contract EtherAgainstSilenceTest is Doors {
    function _tokens() internal override returns (address, address) {
        return (address(wrapped), address(new NoReturnToken()));
    }
}

/// A token without return values lent against one that returns false.
contract SilenceAgainstFalseTest is Doors {
    function _tokens() internal override returns (address, address) {
        return (address(new NoReturnToken()), address(new FalseToken()));
    }
}

/// A token that returns false lent against OpenZeppelin's.
contract FalseAgainstPlainTest is Doors {
    function _tokens() internal override returns (address, address) {
        return (address(new FalseToken()), address(new PlainToken(8)));
    }
}
