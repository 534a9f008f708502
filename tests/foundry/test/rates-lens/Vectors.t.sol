// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRatesLens} from "alm-interfaces/IRatesLens.sol";
import {Vectors} from "../../src/vectors/Vectors.sol";

/// @title The reference vectors of ladders and shocks, through the WASM that ships
contract RatesVectorsTest is Vectors {
    IRatesLens private lens;
    string private json;
    string[10] private tenors = ["0.25", "0.5", "1", "2", "3", "5", "7", "10", "20", "30"];

    /// @dev As the vectors have them, in alphabetical order.
    struct Flow {
        string amount;
        uint256 dayCount;
        string tenor;
    }

    function setUp() public {
        lens = IRatesLens(deployStylus("rates-lens", ""));
    }

    function test_vectors_pv_ladders() public {
        // Reading is what costs: the file is long.
        vm.pauseGasMetering();
        json = read("pv_ladders.json");
        // Each in a frame of its own: what the reader leaves in memory would add up.
        for (uint256 index; index < 32; ++index) {
            this.ladder(index);
        }
    }

    function ladder(uint256 index) external view {
        Flow[] memory flows = abi.decode(vm.parseJson(json, at(index, "in.cashflows")), (Flow[]));
        (uint256[] memory dues, uint256 gross, uint256 decimals) = _dues(flows);
        uint256[] memory nodes = _nodes(index);
        IRatesLens.Valuation memory have = lens.valuationOf(dues, nodes);
        _valued(index, have, gross, decimals);
        this.moved(index, dues, gross, decimals);
        int256 sum;
        int256[] memory keyRates = lens.keyRatesOf(dues, nodes, _knots());
        for (uint256 i; i < keyRates.length; ++i) {
            sum += keyRates[i];
            int256 want = number(json, at(index, string.concat("out.key_rate_dv01['", tenors[i], "']")), decimals);
            uint256 bound = have.liabilities == 0 ? 0 : 4 * 900 * gross / 1e22;
            assertLe(distance(keyRates[i], want), distance(want, 0) / 1e14 + 2 + bound, "key rate");
        }
        assertEq(sum, have.dv01, "key rates add up, to the unit");
    }

    /// The value once all rates have moved by a basis point.
    function moved(uint256 index, uint256[] memory dues, uint256 gross, uint256 decimals) external view {
        for (uint256 up; up < 2; ++up) {
            uint256[] memory nodes = _nodes(index);
            for (uint256 i; i < nodes.length; ++i) {
                int64 rate = int64(uint64(nodes[i])) + (up == 1 ? int64(1e14) : -int64(1e14));
                nodes[i] = nodes[i] >> 64 << 64 | uint64(rate);
            }
            IRatesLens.Valuation memory have = lens.valuationOf(dues, nodes);
            int256 want = number(json, at(index, up == 1 ? "out.pv_up_1bp" : "out.pv_down_1bp"), decimals);
            uint256 bound = 2 * gross / 1e18 + 2;
            assertLe(distance(int256(have.assets) - int256(have.liabilities), want), bound, "a basis point on");
        }
    }

    function _valued(uint256 index, IRatesLens.Valuation memory have, uint256 gross, uint256 decimals) private view {
        int256 want = number(json, at(index, "out.pv"), decimals);
        // Two units of 1e-18 of the gross amount, and the rounding of both sides.
        uint256 bound = 2 * gross / 1e18 + 2;
        assertLe(distance(int256(have.assets) - int256(have.liabilities), want), bound, "present value");
        if (have.liabilities == 0) {
            _relative(have.assetDuration, index, "out.duration");
            _relative(have.assetConvexity, index, "out.convexity");
        }
        want = number(json, at(index, "out.dv01"), decimals);
        bound = have.liabilities == 0 ? 0 : 4 * 900 * gross / 1e22;
        assertLe(distance(have.dv01, want), distance(want, 0) / 1e14 + 2 + bound, "dv01");
    }

    function _relative(uint256 have, uint256 index, string memory field) private view {
        uint256 want = uint256(number(json, at(index, field), 18));
        assertLe(distance(int256(have), int256(want)), want / 1e14 + 1, field);
    }

    /// Amounts with as many decimals as 95 bits of gross amount leave.
    function _dues(Flow[] memory flows) private pure returns (uint256[] memory dues, uint256 gross, uint256 decimals) {
        for (uint256 i; i < flows.length; ++i) {
            gross += distance(parse(flows[i].amount, 0), 0) + 1;
        }
        for (uint256 scale = gross; scale * 10 < 2 ** 95; scale *= 10) {
            ++decimals;
        }
        gross *= 10 ** decimals;
        dues = new uint256[](flows.length);
        for (uint256 i; i < flows.length; ++i) {
            int256 amount = parse(flows[i].amount, decimals);
            uint256 faces = amount < 0 ? uint256(-amount) : uint256(amount) << 96;
            dues[i] = (flows[i].dayCount * 1 days) << 192 | faces;
        }
    }

    function _nodes(uint256 index) private view returns (uint256[] memory nodes) {
        if (vm.keyExistsJson(json, at(index, "in.curve.rate"))) {
            nodes = new uint256[](1);
            nodes[0] = _node(365, number(json, at(index, "in.curve.rate"), 18));
            return nodes;
        }
        uint256[] memory count = vm.parseJsonUintArray(json, at(index, "in.curve.times_days"));
        int256[] memory rates = numbers(json, at(index, "in.curve.rates"), 18);
        nodes = new uint256[](count.length);
        for (uint256 i; i < count.length; ++i) {
            nodes[i] = _node(count[i], rates[i]);
        }
    }

    function _node(uint256 dayCount, int256 rate) private pure returns (uint256) {
        return (dayCount * 1 days) << 64 | uint64(int64(rate));
    }

    function _knots() private pure returns (uint256[] memory knots) {
        uint16[10] memory quarters = [uint16(1), 2, 4, 8, 12, 20, 28, 40, 80, 120];
        knots = new uint256[](10);
        for (uint256 i; i < 10; ++i) {
            knots[i] = uint256(quarters[i]) * 365 days / 4;
        }
    }

    function test_vectors_delta_eve() public {
        json = read("delta_eve.json");
        uint256 index;
        for (; exists(json, index); ++index) {
            _shocks(index);
        }
        assertEq(index, 12, "all cases");
    }

    function _shocks(uint256 index) private view {
        (int128[19] memory net, int64[19] memory rates, uint256 gross) = _exposure(index);
        IRatesLens.Shocks memory have = lens.shocksOf(net, rates, _sizes(index), _floor(index));
        _outcome(index, have, 4 * gross / 1e18 + 2);
    }

    function _outcome(uint256 index, IRatesLens.Shocks memory have, uint256 bound) private view {
        assertLe(distance(have.value, number(json, at(index, "out.eve_base"), 18)), bound, "value");
        string[6] memory names = ["parallel_up", "parallel_down", "steepener", "flattener", "short_up", "short_down"];
        for (uint256 i; i < 6; ++i) {
            string memory path = string.concat("out.scenarios.", names[i], ".delta_eve_loss");
            int256 want = number(json, at(index, path), 18);
            assertLe(distance(have.losses[i], want), bound, names[i]);
        }
        int256 measure = number(json, at(index, "out.eve_risk_measure"), 18);
        assertLe(distance(int256(have.measure), measure), bound, "measure");
    }

    function _exposure(uint256 index)
        private
        view
        returns (int128[19] memory net, int64[19] memory rates, uint256 gross)
    {
        int256[] memory amounts = numbers(json, at(index, "in.net_cashflows"), 18);
        int256[] memory zeros = numbers(json, at(index, "in.base_zero_rates"), 18);
        for (uint256 k; k < 19; ++k) {
            (net[k], rates[k]) = (int128(amounts[k]), int64(zeros[k]));
            gross += distance(amounts[k], 0);
        }
    }

    function _sizes(uint256 index) private view returns (uint16[3] memory) {
        return [
            uint16(uint256(number(json, at(index, "in.parallel_bp"), 0))),
            uint16(uint256(number(json, at(index, "in.short_bp"), 0))),
            uint16(uint256(number(json, at(index, "in.long_bp"), 0)))
        ];
    }

    function _floor(uint256 index) private view returns (int64) {
        bytes memory given = vm.parseJson(json, at(index, "in.rate_floor"));
        // Null, or a string.
        if (given.length <= 32) return type(int64).min;
        return int64(number(json, at(index, "in.rate_floor"), 18));
    }
}
