// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {IRatesLens} from "alm-interfaces/IRatesLens.sol";
import {Vectors} from "../../src/vectors/Vectors.sol";

/// @title The reference vectors of duration gaps and immunisation, through the WASM that ships
contract GapVectorsTest is Vectors {
    /// @dev Amounts are kept to 22 decimals, so that what is left of a difference has its digits too.
    uint256 private constant DECIMALS = 22;
    int256 private constant WAD = 1e18;

    IRatesLens private lens;
    string private json;

    function setUp() public {
        lens = IRatesLens(deployStylus("rates-lens", ""));
    }

    function test_vectors_duration_gap() public {
        json = read("duration_gap.json");
        uint256 textbooks;
        uint256 index;
        // Each in a frame of its own: what the reader leaves in memory would add up.
        for (; exists(json, index); ++index) {
            if (vm.keyExistsJson(json, at(index, "in.assets"))) {
                this.gap(index);
            } else {
                this.textbook(index);
                ++textbooks;
            }
        }
        assertEq(index, 14, "all cases");
        assertEq(textbooks, 2, "with durations given");
    }

    function gap(uint256 index) external view {
        (uint256[] memory dues, uint256 gross) = _dues(index);
        int256 rate = number(json, at(index, "in.y_continuous"), 18);
        IRatesLens.Valuation memory have = _valued(dues, rate);
        _near(int256(have.assets), index, "out.A", 0);
        _near(int256(have.liabilities), index, "out.L", 0);
        _years(int256(have.assetDuration), index, "out.D_A", 0);
        _years(int256(have.liabilityDuration), index, "out.D_L", 0);
        _years(int256(have.assetConvexity), index, "out.C_A", 0);
        _years(int256(have.liabilityConvexity), index, "out.C_L", 0);
        int256 equity = int256(have.assets) - int256(have.liabilities);
        _near(equity, index, "out.E", gross);
        _years(have.durationGap, index, "out.DGAP", 10);
        int256 lent = int256(have.liabilities * uint256(WAD) / have.assets);
        int256 convexities = int256(have.assetConvexity) - lent * int256(have.liabilityConvexity) / WAD;
        _years(convexities, index, "out.CGAP", 100);
        int256 shock = number(json, at(index, "in.shock"), 18);
        int256 first = -have.dv01 * 10_000 * shock / WAD;
        _near(first, index, "out.dE_first_order", gross);
        int256 second = have.convexity * shock / WAD * shock / WAD / 2;
        _near(first + second, index, "out.dE_second_order", gross);
        IRatesLens.Valuation memory moved = _valued(dues, rate + shock);
        _near(int256(moved.assets) - int256(moved.liabilities) - equity, index, "out.dE_exact", gross);
    }

    /// Durations given: a side is one flow at its duration, at no interest, so its value is its face.
    function textbook(uint256 index) external view {
        uint256[] memory dues = new uint256[](2);
        dues[0] = _due(at(index, "in.D_A"), at(index, "in.A"), 96);
        dues[1] = _due(at(index, "in.D_L"), at(index, "in.L"), 0);
        // By increasing time.
        if (dues[0] > dues[1]) (dues[0], dues[1]) = (dues[1], dues[0]);
        IRatesLens.Valuation memory have = _valued(dues, 0);
        _years(have.durationGap, index, "out.DGAP", 0);
        int256 growth = WAD + number(json, at(index, "in.i_annual"), 18);
        int256 shock = number(json, at(index, "in.shock"), 18) * WAD / growth;
        _near(-have.dv01 * 10_000 * shock / WAD, index, "out.dE_first_order", 0);
        int256 within = number(json, at(index, "published.tolerance"), 18);
        int256 published = number(json, at(index, "published.DGAP"), 18);
        assertLe(distance(have.durationGap, published), uint256(within), "the answer in print");
    }

    function test_vectors_redington() public {
        json = read("redington.json");
        uint256 index;
        for (; exists(json, index); ++index) {
            this.redington(index);
        }
        assertEq(index, 10, "all cases");
    }

    function redington(uint256 index) external view {
        (uint256[] memory dues, uint256 gross) = _dues(index);
        int256 annual = number(json, at(index, "in.i_annual_effective"), 18);
        IRatesLens.Valuation memory have = _valued(dues, FixedPointMathLib.lnWad(WAD + annual));
        _near(int256(have.assets), index, "out.PV_A", 0);
        _near(int256(have.liabilities), index, "out.PV_L", 0);
        _years(int256(have.assetDuration), index, "out.D_A", 0);
        _years(int256(have.liabilityDuration), index, "out.D_L", 0);
        _years(int256(have.assetConvexity), index, "out.C_A_macaulay", 0);
        _years(int256(have.liabilityConvexity), index, "out.C_L_macaulay", 0);
        _near(int256(have.assets) - int256(have.liabilities), index, "out.surplus", 5 * gross);
        // The lens has the vectors' own tolerances.
        assertEq(number(json, at(index, "in.pv_tolerance_rel"), 4), 25);
        assertEq(number(json, at(index, "in.duration_tolerance_years"), 4), 50);
        uint256 want;
        if (vm.parseJsonBool(json, at(index, "out.cond_pv"))) want |= 1;
        if (vm.parseJsonBool(json, at(index, "out.cond_duration"))) want |= 2;
        if (vm.parseJsonBool(json, at(index, "out.cond_convexity"))) want |= 4;
        assertEq(have.redington, want, "conditions");
        assertEq(have.redington == 7, vm.parseJsonBool(json, at(index, "out.redington")), "immunised");
        this.bumped(index, dues, annual, gross);
    }

    /// The surplus at the moved rates.
    function bumped(uint256 index, uint256[] memory dues, int256 annual, uint256 gross) external view {
        string[] memory bumps = vm.parseJsonKeys(json, at(index, "out.surplus_after_bump"));
        assertGt(bumps.length, 0, "some");
        for (uint256 i; i < bumps.length; ++i) {
            int256 rate = FixedPointMathLib.lnWad(WAD + annual + parse(bumps[i], 18));
            IRatesLens.Valuation memory have = _valued(dues, rate);
            string memory field = string.concat("out.surplus_after_bump['", bumps[i], "']");
            _near(int256(have.assets) - int256(have.liabilities), index, field, 5 * gross);
        }
    }

    function _valued(uint256[] memory dues, int256 rate) private view returns (IRatesLens.Valuation memory) {
        uint256[] memory nodes = new uint256[](1);
        nodes[0] = 1 << 64 | uint64(int64(rate));
        return lens.valuationOf(dues, nodes);
    }

    /// Both sides by increasing time.
    function _dues(uint256 index) private view returns (uint256[] memory dues, uint256 gross) {
        uint256 assets = _count(index, "in.assets");
        uint256 all = assets + _count(index, "in.liabilities");
        dues = new uint256[](all);
        for (uint256 i; i < all; ++i) {
            (string memory side, uint256 entry) = i < assets ? ("in.assets", i) : ("in.liabilities", i - assets);
            string memory flow = at(index, string.concat(side, "[", vm.toString(entry), "]."));
            uint256 due = _due(string.concat(flow, "t"), string.concat(flow, "amount"), i < assets ? 96 : 0);
            gross += uint256(number(json, string.concat(flow, "amount"), DECIMALS));
            uint256 place = i;
            for (; place > 0 && dues[place - 1] > due; --place) {
                dues[place] = dues[place - 1];
            }
            dues[place] = due;
        }
    }

    /// Three decimals of a year are whole seconds.
    function _due(string memory time, string memory amount, uint256 shift) private view returns (uint256) {
        uint256 seconds_ = uint256(number(json, time, 18)) * 365 days / uint256(WAD);
        return seconds_ << 192 | uint256(number(json, amount, DECIMALS)) << shift;
    }

    function _count(uint256 index, string memory side) private view returns (uint256 count) {
        while (vm.keyExistsJson(json, at(index, string.concat(side, "[", vm.toString(count), "].t")))) ++count;
    }

    /// Relative 1e-14, and for differences of large figures a unit in 1e17 of these.
    function _near(int256 have, uint256 index, string memory field, uint256 size) private view {
        int256 want = number(json, at(index, field), DECIMALS);
        assertLe(distance(have, want), distance(want, 0) / 1e14 + size / 1e17 + 1, field);
    }

    function _years(int256 have, uint256 index, string memory field, uint256 size) private view {
        int256 want = number(json, at(index, field), 18);
        assertLe(distance(have, want), distance(want, 0) / 1e14 + size * 10 + 1, field);
    }
}
