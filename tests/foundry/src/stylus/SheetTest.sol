// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {StylusTest} from "./StylusTest.sol";

/// @title Tests on a balance sheet
/// @notice Its three programs as they ship, at one address.
abstract contract SheetTest is StylusTest {
    function deploySheet(address owner) internal returns (IBalanceSheet) {
        address fixedBook = deployStylus("fixed-book", "");
        address treasuryBook = deployStylus("treasury-book", "");
        return IBalanceSheet(deployStylus("balance-sheet", abi.encode(owner, fixedBook, treasuryBook)));
    }
}
