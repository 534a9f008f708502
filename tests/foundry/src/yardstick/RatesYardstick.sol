// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRatesLens} from "alm-interfaces/IRatesLens.sol";
import {LadderYardstick} from "./LadderYardstick.sol";
import {ShockYardstick} from "./ShockYardstick.sol";

/// @title The pure part of the rates lens in plain Solidity
/// @notice Same functions, same arguments, same results but for the last digits: to compare answers, and gas.
contract RatesYardstick {
    function valuationOf(uint256[] calldata dues, uint256[] calldata nodes)
        external
        pure
        returns (IRatesLens.Valuation memory)
    {
        return LadderYardstick.valuation(dues, nodes);
    }

    function keyRatesOf(uint256[] calldata dues, uint256[] calldata nodes, uint256[] calldata knots)
        external
        pure
        returns (int256[] memory)
    {
        return LadderYardstick.keyRates(dues, nodes, knots);
    }

    function shocksOf(
        int128[19] calldata net,
        int64[19] calldata rates,
        uint16[3] calldata sizes,
        int64 floor
    ) external pure returns (IRatesLens.Shocks memory) {
        return ShockYardstick.outcome(net, rates, sizes, floor);
    }
}
