// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IFixedBook} from "alm-interfaces/IFixedBook.sol";

/// @title Books that their token's address makes up: position, ladder and curve
/// @notice One contract is the balance sheet and the rate model of as many random books as there are addresses.
contract StubBook {
    uint256 private constant WEEK = 7 days;

    /// A position; now and then one that owes more than it has, or with nothing that can leave.
    function position(address token) external view returns (IFixedBook.Position memory told) {
        uint256 bits = 20 + _roll(token, "bits") % 66;
        told.cash = _amount(token, "cash", bits);
        told.floatingLoans = _amount(token, "loans", bits);
        told.overdue = _amount(token, "overdue", bits - 4);
        told.claims = int256(_amount(token, "claims", bits)) - int256(_amount(token, "less", bits - 4));
        told.drip = _amount(token, "drip", bits - 6);
        told.netValue = int256(_amount(token, "value", bits));
        if (_roll(token, "deficit") % 16 == 0) told.netValue = -told.netValue;
        told.equity = _amount(token, "equity", bits - 2);
        told.pot = _amount(token, "pot", bits - 6);
        told.reserved = _amount(token, "reserved", bits - 4);
        told.matured = _amount(token, "matured", bits - 4);
        told.countable = _amount(token, "countable", bits - 1);
        told.top = _amount(token, "top", bits - 2);
        told.queued = _amount(token, "queued", bits - 3);
        told.dueLiabilities = _amount(token, "owed", bits - 2);
        told.dueAssets = _amount(token, "due", bits - 2);
        told.runOff = _roll(token, "run off") % 1_000_001;
        told.outflowWeight = _roll(token, "weight") % 20_001;
        told.rateModel = address(this);
        told.timestamp = block.timestamp;
    }

    /// A ladder: all weeks, some, or none.
    function ladder(address token) external view returns (uint64 first, uint256[104] memory faces) {
        first = uint64((block.timestamp / WEEK + 1) * WEEK);
        uint256 bits = 20 + _roll(token, "bits") % 66;
        uint256 every = 1 + _roll(token, "every") % 4;
        if (_roll(token, "empty") % 16 == 0) return (first, faces);
        for (uint256 i; i < 104; i += every) {
            uint256 roll = _roll(token, bytes32(i));
            uint256 assets = roll % 4 == 0 ? 0 : (roll >> 8) % 2 ** (bits - 5);
            uint256 liabilities = roll % 4 == 1 ? 0 : (roll >> 128) % 2 ** (bits - 5);
            faces[i] = assets << 128 | liabilities;
        }
    }

    /// Rates up to 40 %; one in sixteen rate models knows no such book.
    function curve(address token) external view returns (uint256[6] memory low, uint256[6] memory high) {
        require(_roll(token, "curve") % 16 > 0, "no curve");
        for (uint256 i; i < 6; ++i) {
            low[i] = _roll(token, bytes32(1_000 + i)) % 0.4e18;
            high[i] = low[i] + _roll(token, bytes32(2_000 + i)) % 0.02e18;
        }
    }

    function _amount(address token, bytes32 what, uint256 bits) private pure returns (uint256) {
        uint256 roll = _roll(token, what);
        return roll % 8 == 0 ? 0 : (roll >> 8) % 2 ** bits;
    }

    function _roll(address token, bytes32 what) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(token, what)));
    }
}
