// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {ICreditLens} from "alm-interfaces/ICreditLens.sol";
import {Normal} from "../model/Normal.sol";

/// @title Loss, puts and cascades in plain Solidity
/// @notice The same figures as `ICreditLens.lossOf`, `putOf` and `cascadeOf`.
contract CreditYardstick {
    using FixedPointMathLib for uint256;

    int256 private constant WAD = 1e18;
    uint256 private constant ONE = 1e18;
    int256 private constant ROOT_TWO_PI = 2.506628274631000502e18;

    function lossOf(uint128 value, uint128 debt, uint64 cost, uint64 sigma, int64 drift, uint32 horizon)
        external
        pure
        returns (ICreditLens.Loss memory)
    {
        uint256 proceeds = uint256(value) * (ONE - cost) / ONE;
        int256 deviation = int256((uint256(sigma) * sigma * horizon / 365 days).sqrt());
        return _loss(proceeds, debt, deviation, int256(drift) * int256(uint256(horizon)) / 365 days);
    }

    function _loss(uint256 proceeds, uint256 debt, int256 deviation, int256 drift)
        private
        pure
        returns (ICreditLens.Loss memory loss)
    {
        int256 trend = drift - deviation * deviation / (2 * WAD);
        int256 moneyness = FixedPointMathLib.lnWad(int256(proceeds * ONE / debt));
        int256 d2 = (moneyness + trend) * WAD / deviation;
        loss.probability = uint256(Normal.cdf(-d2));
        uint256 grown = proceeds * uint256(FixedPointMathLib.expWad(drift)) / ONE;
        uint256 fetched = grown * uint256(Normal.cdf(-d2 - deviation));
        loss.expected = (debt * loss.probability).zeroFloorSub(fetched) / ONE;
        loss.firstPassage = proceeds <= debt ? ONE : _passage(-moneyness, trend, deviation);
    }

    /// @dev `Phi((b - n) / s) + e^(2 n b / s^2) Phi((b + n) / s)`.
    function _passage(int256 barrier, int256 trend, int256 deviation) private pure returns (uint256) {
        int256 direct = Normal.cdf((barrier - trend) * WAD / deviation);
        int256 reflected = Normal.cdf((barrier + trend) * WAD / deviation);
        if (reflected == 0) return uint256(direct);
        int256 image = FixedPointMathLib.expWad(2 * trend * WAD / deviation * barrier / deviation);
        return uint256(direct + image * reflected / WAD).min(ONE);
    }

    /// @dev What the figures of a put are made of.
    struct Parts {
        int256 root;
        int256 owed;
        int256 held;
        int256 tail;
        int256 money;
        int256 density;
    }

    function putOf(uint128 spot, uint128 strike, uint64 sigma, int64 rate, int64 carry, uint128 time)
        external
        pure
        returns (ICreditLens.Greeks memory put)
    {
        Parts memory parts = _parts(spot, strike, sigma, int256(rate) - carry, time);
        parts.owed = _discounted(strike, rate, time);
        parts.held = _discounted(spot, carry, time);
        int256 value = (parts.owed * parts.money - parts.held * parts.tail) / WAD;
        put.value = value > 0 ? uint256(value) : 0;
        put.delta = -_discounted(uint128(uint256(parts.tail)), carry, time);
        put.vega = uint256(parts.held * parts.density / WAD * parts.root / WAD);
        put.theta = -parts.held * parts.density / WAD * int256(uint256(sigma)) / (2 * parts.root)
            + rate * parts.owed / WAD * parts.money / WAD - carry * parts.held / WAD * parts.tail / WAD;
        put.inTheMoney = uint256(parts.money);
    }

    function _parts(uint128 spot, uint128 strike, uint64 sigma, int256 drift, uint128 time)
        private
        pure
        returns (Parts memory parts)
    {
        parts.root = int256((uint256(time) * 1e9).sqrt());
        int256 deviation = int256(uint256(sigma)) * parts.root / WAD;
        int256 d1 = FixedPointMathLib.lnWad(int256(uint256(spot) * ONE / strike)) + drift * int256(uint256(time)) / 1e27;
        d1 = d1 * WAD / deviation + deviation / 2;
        parts.tail = Normal.cdf(-d1);
        parts.money = Normal.cdf(deviation - d1);
        parts.density = FixedPointMathLib.expWad(-d1 * d1 / (2 * WAD)) * WAD / ROOT_TWO_PI;
    }

    function _discounted(uint128 amount, int64 rate, uint128 time) private pure returns (int256) {
        int256 factor = FixedPointMathLib.expWad(-(int256(rate) * int256(uint256(time)) / 1e27));
        return int256(uint256(amount)) * factor / WAD;
    }

    function cascadeOf(ICreditLens.Market calldata market, uint32 rounds, ICreditLens.Position[] calldata positions)
        external
        pure
        returns (ICreditLens.Cascade memory cascade)
    {
        cascade.price = uint256(market.price) * (ONE - market.shock) / ONE;
        uint256 all;
        for (uint256 i; i < positions.length; ++i) {
            all += positions[i].collateral;
        }
        cascade.least = _clear(market, cascade.price, positions, rounds, 0);
        cascade.greatest = _clear(market, cascade.price, positions, rounds, all);
    }

    function _clear(
        ICreditLens.Market calldata market,
        uint256 shocked,
        ICreditLens.Position[] calldata positions,
        uint256 rounds,
        uint256 start
    ) private pure returns (ICreditLens.Clearing memory found) {
        found.sold = start;
        for (;; --rounds) {
            found.price = _price(market, shocked, found.sold);
            uint256 next;
            for (uint256 i; i < positions.length; ++i) {
                next += _sold(market, positions[i], found.price);
            }
            found.settled = next == found.sold;
            if (found.settled || rounds == 0) break;
            found.sold = next;
        }
        for (uint256 i; i < positions.length; ++i) {
            found.badDebt += _badDebt(market, positions[i], found.price);
            if (_sold(market, positions[i], found.price) > 0) ++found.liquidated;
        }
    }

    function _price(ICreditLens.Market calldata market, uint256 shocked, uint256 sold) private pure returns (uint256) {
        uint256 depth = market.depth;
        if (market.impact == 0) {
            return shocked * uint256(FixedPointMathLib.expWad(-int256((sold * ONE).divUp(depth)))) / ONE;
        }
        if (market.impact == 1) return (shocked * depth.zeroFloorSub(sold) / depth).max(shocked / 100);
        return shocked * depth / (depth + sold) * depth / (depth + sold);
    }

    function _sold(ICreditLens.Market calldata market, ICreditLens.Position calldata position, uint256 price)
        private
        pure
        returns (uint256)
    {
        if (position.debt <= uint256(position.collateral) * price / ONE * market.threshold / ONE) return 0;
        uint256 closed = (uint256(position.debt) * market.closeFactor).divUp(ONE);
        uint256 paid = (closed * (ONE + market.bonus)).divUp(ONE);
        return (paid * ONE).divUp(price).min(position.collateral);
    }

    function _badDebt(ICreditLens.Market calldata market, ICreditLens.Position calldata position, uint256 price)
        private
        pure
        returns (uint256)
    {
        uint256 sold = _sold(market, position, price);
        uint256 repaid = sold * price / ONE * ONE / (ONE + market.bonus);
        return uint256(position.debt).zeroFloorSub(repaid).zeroFloorSub((position.collateral - sold) * price / ONE);
    }
}
