// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditLens} from "alm-interfaces/ICreditLens.sol";
import {Vectors} from "../../src/vectors/Vectors.sol";

/// @title The reference vectors of cascades and signals, through the WASM that ships
contract MarketVectorsTest is Vectors {
    uint32 private constant ROUNDS = 400;

    ICreditLens private lens;
    string private json;

    function setUp() public {
        lens = ICreditLens(deployStylus("credit-lens", ""));
    }

    function test_vectors_cascade() public {
        json = read("cascade.json");
        uint256 index;
        // Each in a frame of its own: what the reader leaves in memory would add up.
        for (; exists(json, index); ++index) {
            this.cascade(index);
        }
        assertEq(index, 12, "all cases");
    }

    function cascade(uint256 index) external view {
        ICreditLens.Market memory market = _market(index);
        ICreditLens.Position[] memory positions = _positions(index);
        ICreditLens.Cascade memory first = lens.cascadeOf(market, 1, positions);
        _near(first.price, index, "out.price_after_shock");
        _near(first.least.sold, index, "out.first_round_sold");
        _near(first.least.price, index, "out.first_round_price");
        ICreditLens.Cascade memory have = lens.cascadeOf(market, ROUNDS, positions);
        assertTrue(have.least.settled && have.greatest.settled, "at rest");
        _near(have.least.price, index, "out.clearing_price");
        _near(have.least.sold, index, "out.sold_units");
        _near(have.least.badDebt, index, "out.bad_debt");
        _near(have.amplification, index, "out.amplification");
        assertEq(have.least.liquidated, vm.parseJsonUint(json, at(index, "out.liquidated_positions")));
        assertGe(have.greatest.sold, have.least.sold, "worst");
    }

    function _market(uint256 index) private view returns (ICreditLens.Market memory) {
        bytes32 impact = keccak256(bytes(vm.parseJsonString(json, at(index, "in.impact_model"))));
        uint8 shape = 2;
        if (impact == keccak256("exponential")) shape = 0;
        if (impact == keccak256("linear")) shape = 1;
        return ICreditLens.Market({
            price: uint128(_wad(index, "in.p0")),
            shock: uint64(_wad(index, "in.shock")),
            depth: uint128(_wad(index, "in.depth_units")),
            impact: shape,
            threshold: uint64(_wad(index, "in.liquidation_threshold")),
            bonus: uint64(_wad(index, "in.bonus")),
            closeFactor: uint64(_wad(index, "in.close_factor"))
        });
    }

    function _positions(uint256 index) private view returns (ICreditLens.Position[] memory positions) {
        uint256 count;
        while (vm.keyExistsJson(json, at(index, _entry(count, "debt")))) ++count;
        positions = new ICreditLens.Position[](count);
        for (uint256 i; i < count; ++i) {
            positions[i].collateral = uint128(_wad(index, _entry(i, "collateral_units")));
            positions[i].debt = uint128(_wad(index, _entry(i, "debt")));
        }
    }

    function _entry(uint256 i, string memory field) private pure returns (string memory) {
        return string.concat("in.positions[", vm.toString(i), "].", field);
    }

    /// Relative 1e-10, and a millionth of a millionth: bad debt is a small difference of large figures.
    function _near(uint256 have, uint256 index, string memory field) private view {
        uint256 want = _wad(index, field);
        assertApproxEqAbs(have, want, want / 1e10 + 1e6, field);
    }

    function test_vectors_signals() public {
        json = read("signals.json");
        uint256 index;
        for (; exists(json, index); ++index) {
            this.outflows(index);
            this.spread(index);
            this.exhaustion(index);
        }
        assertEq(index, 12, "all cases");
    }

    /// The surprise of every observation: of the series that ends with it.
    function outflows(uint256 index) external view {
        uint256[] memory ends = vm.parseJsonUintArray(json, at(index, "in.interval_ends"));
        int256[] memory rates = numbers(json, at(index, "in.net_outflow_rate_per_s"), 18);
        int256[] memory surprises = numbers(json, at(index, "out.z_series_from_second"), 18);
        uint64 tau = uint64(vm.parseJsonUint(json, at(index, "in.tau_seconds")));
        ICreditLens.Outflow[] memory given = new ICreditLens.Outflow[](1);
        given[0] = ICreditLens.Outflow(int128(rates[0]), 0);
        for (uint256 count = 1; count < rates.length; ++count) {
            given = _longer(given, ICreditLens.Outflow(int128(rates[count]), uint64(ends[count + 1] - ends[count])));
            (,, int256 surprise) = lens.outflowsOf(tau, given);
            assertLe(distance(surprise, surprises[count - 1]), distance(surprises[count - 1], 0) / 1e11, "z");
        }
        (int256 mean, uint256 variance,) = lens.outflowsOf(tau, given);
        _close(mean, index, "out.ewma_mean");
        _close(int256(variance), index, "out.ewma_var");
    }

    function _longer(ICreditLens.Outflow[] memory given, ICreditLens.Outflow memory next)
        private
        pure
        returns (ICreditLens.Outflow[] memory longer)
    {
        longer = new ICreditLens.Outflow[](given.length + 1);
        for (uint256 i; i < given.length; ++i) {
            longer[i] = given[i];
        }
        longer[given.length] = next;
    }

    function spread(uint256 index) external view {
        int256[] memory deposits = numbers(json, at(index, "in.deposits"), 18);
        uint128[] memory balances = new uint128[](deposits.length);
        for (uint256 i; i < deposits.length; ++i) {
            balances[i] = uint128(uint256(deposits[i]));
        }
        (uint256 hhi, uint256 holders, uint256 largest) = lens.concentrationOf(balances);
        _close(int256(hhi), index, "out.hhi");
        _close(int256(holders), index, "out.effective_n");
        _close(int256(largest), index, "out.top1_share");
    }

    function exhaustion(uint256 index) external view {
        (uint256 probability,) = lens.exhaustionOf(
            int128(number(json, at(index, "in.exhaustion.mean_outflow_per_h"), 18)),
            uint128(_wad(index, "in.exhaustion.sd_per_sqrt_h")),
            uint128(_wad(index, "in.exhaustion.horizon_h")),
            uint128(_wad(index, "in.exhaustion.liquid"))
        );
        uint256 want = _wad(index, "out.prob_exhaustion");
        assertApproxEqAbs(probability, want, want / 1e11 + 3, "exhaustion");
        // The mean at 1e15 and what is liquid at 1e21: the seconds then have six decimals.
        int128 mean = int128(number(json, at(index, "out.ewma_mean"), 15));
        (, uint256 time) = lens.exhaustionOf(mean, 1, 1, uint128(_wad(index, "in.liquid") * 1_000));
        bytes memory given = vm.parseJson(json, at(index, "out.time_to_exhaustion_s"));
        if (given.length <= 32) return assertEq(time, type(uint256).max, "never");
        int256 seconds_ = number(json, at(index, "out.time_to_exhaustion_s"), 6);
        assertLe(distance(int256(time), seconds_), uint256(seconds_) / 1e11 + 1, "time");
    }

    function _wad(uint256 index, string memory field) private view returns (uint256) {
        return uint256(number(json, at(index, field), 18));
    }

    function _close(int256 have, uint256 index, string memory field) private view {
        int256 want = number(json, at(index, field), 18);
        assertLe(distance(have, want), distance(want, 0) / 1e11, field);
    }
}
