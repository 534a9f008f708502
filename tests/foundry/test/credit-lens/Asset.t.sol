// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {ICreditLens} from "alm-interfaces/ICreditLens.sol";
import {RiskMonitorTest} from "../risk-monitor/RiskMonitorTest.sol";

/// @title The credit lens on an asset of the engine and the monitor that ship
contract CreditLensOnAssetTest is RiskMonitorTest {
    uint256 private constant UNIT = 1e12;

    ICreditLens private lens;
    uint256 private brink;

    function setUp() public override {
        super.setUp();
        lens = ICreditLens(deployStylus("credit-lens", ""));
        brink = engine.liquidationThreshold(asset) * 2_000;
        for (uint256 i; i < 10; ++i) {
            _record(i, 400e18, brink * (97 - 3 * i) / 100);
        }
    }

    function test_density_is_the_histogram_from_above_the_price_down() external view {
        (uint256 first, uint256[64] memory collateral) = lens.density(address(monitor), asset);
        assertGt(first, 2_000e18, "sixteen per cent above the price");
        assertLt(first, 2_400e18);
        uint256 above;
        uint256 all;
        for (uint256 i; i < 64; ++i) {
            all += collateral[i];
            if (i < 16) above += collateral[i];
        }
        assertEq(all, 4_000e18, "all loans are in reach");
        assertEq(above, 0, "none is liquidatable yet");
    }

    function test_the_book_as_it_is() external view {
        (ICreditLens.Cascade memory cascade, ICreditLens.Book memory book) = lens.stress(address(monitor), asset, _calm());
        (,, uint256 sigma) = engine.sigma(asset);
        assertEq(book.price, 2_000e18);
        assertEq(book.sigma, sigma);
        assertEq(book.collateral, 4_000e18);
        assertEq(cascade.price, 2_000e18);
        assertEq(cascade.least.sold, 0, "nothing is set off");
        assertEq(cascade.amplification, WAD);
        assertGt(book.value, 0);
        assertLt(book.delta, book.collateral);
        assertLt(book.theta, 0, "puts lose by time");
        // The same puts one by one: each cell is one loan at the cell's upper edge.
        _oneByOne(book);
    }

    /// What the worth of all puts is, from the lens's own answer about one.
    function _oneByOne(ICreditLens.Book memory book) private view {
        uint256 value;
        uint256 delta;
        for (uint16 first = 4_400; first < 5_000; first += 16) {
            uint256[16] memory cells = monitor.histogram(asset, first);
            for (uint256 i; i < 16; ++i) {
                if (cells[i] == 0) continue;
                uint256 held = cells[i] * UNIT;
                uint256 edge = _edge(first + i + 1);
                ICreditLens.Greeks memory one =
                    lens.putOf(2_000e18, uint128(edge), uint64(book.sigma), 0.02e18, 0, uint128(uint256(1e27) / 12));
                value += held * one.value / WAD;
                delta += held * uint256(-one.delta) / WAD;
            }
        }
        assertApproxEqRel(book.value, value, 1e9, "value");
        assertApproxEqRel(book.delta, delta, 1e9, "delta");
    }

    function test_a_fall_sets_off_and_a_deeper_one_more() external view {
        uint256 before;
        for (uint32 fall = 50_000; fall <= 450_000; fall += 100_000) {
            ICreditLens.Scenario memory scenario = _calm();
            scenario.fall = fall;
            (ICreditLens.Cascade memory cascade, ICreditLens.Book memory book) =
                lens.stress(address(monitor), asset, scenario);
            assertEq(cascade.price, 2_000e18 - 2_000e18 * uint256(fall) / 1e6);
            assertEq(book.price, cascade.price);
            assertGt(cascade.least.sold, before);
            assertGe(cascade.greatest.sold, cascade.least.sold);
            assertLt(cascade.least.price, cascade.price, "a sale moves the price");
            assertGe(cascade.amplification, WAD);
            before = cascade.least.sold;
        }
    }

    function test_a_thinner_and_a_wilder_market_are_worse() external view {
        ICreditLens.Scenario memory scenario = _calm();
        scenario.fall = 200_000;
        (ICreditLens.Cascade memory deep, ICreditLens.Book memory still) = lens.stress(address(monitor), asset, scenario);
        (scenario.thinner, scenario.wilder) = (500_000, 300_000);
        (ICreditLens.Cascade memory thin, ICreditLens.Book memory wild) = lens.stress(address(monitor), asset, scenario);
        assertLt(thin.greatest.price, deep.greatest.price);
        assertGe(thin.greatest.badDebt, deep.greatest.badDebt);
        assertEq(wild.sigma, (still.sigma * 13 + 9) / 10);
        assertGt(wild.value, still.value);
    }

    function test_reverse_stress_finds_the_mildest() external view {
        ICreditLens.Scenario memory scenario = _calm();
        uint128 limit = 100_000e18;
        (uint256 fall, uint256 thinner) = lens.reverseStress(address(monitor), asset, scenario, limit);
        assertGt(fall, 100_000);
        assertLt(fall, 1e6);
        scenario.fall = uint32(fall);
        assertGt(_badDebt(scenario), limit, "it breaks");
        scenario.fall = uint32(fall) - 1;
        assertLe(_badDebt(scenario), limit, "one less does not");
        if (thinner == type(uint256).max) return;
        scenario = _calm();
        scenario.thinner = uint32(thinner);
        assertGt(_badDebt(scenario), limit, "so does thinness");
    }

    function test_nothing_breaks_what_bears_all() external view {
        (uint256 fall, uint256 thinner) = lens.reverseStress(address(monitor), asset, _calm(), type(uint128).max);
        assertEq(fall, type(uint256).max);
        assertEq(thinner, type(uint256).max);
    }

    function test_refuses_what_it_cannot_answer() external {
        vm.expectRevert(abi.encodeWithSelector(ICreditLens.NoAsset.selector, stranger, asset));
        lens.density(stranger, asset);
        ICreditLens.Scenario memory scenario = _calm();
        scenario.fall = 1e6;
        vm.expectRevert(ICreditLens.OutOfRange.selector);
        lens.stress(address(monitor), asset, scenario);
        ICreditLens.Market memory market;
        market.impact = 3;
        vm.expectRevert(abi.encodeWithSelector(ICreditLens.UnknownImpact.selector, 3));
        lens.cascadeOf(market, 1, new ICreditLens.Position[](0));
        vm.expectRevert(abi.encodeWithSelector(ICreditLens.TooMany.selector, 129, 128));
        lens.concentrationOf(new uint128[](129));
        vm.expectRevert();
        lens.density(address(monitor), stranger);
    }

    function test_supports_its_interface_and_erc165() external view {
        assertTrue(lens.supportsInterface(type(ICreditLens).interfaceId));
        assertTrue(lens.supportsInterface(0x01ffc9a7));
        assertFalse(lens.supportsInterface(0xffffffff));
    }

    function _badDebt(ICreditLens.Scenario memory scenario) private view returns (uint256) {
        (ICreditLens.Cascade memory cascade,) = lens.stress(address(monitor), asset, scenario);
        return cascade.greatest.badDebt;
    }

    function _calm() private pure returns (ICreditLens.Scenario memory scenario) {
        (scenario.rate, scenario.horizon) = (0.02e18, 365 days / 12);
    }

    /// `e^(cell / 100 - 42)`, wad.
    function _edge(uint256 cell) private pure returns (uint256) {
        return uint256(FixedPointMathLib.expWad(int256(cell) * 1e16 - 42e18));
    }

    function _record(uint256 number, uint256 collateral, uint256 price) private {
        vm.prank(address(desk));
        monitor.record(asset, address(uint160(0xACC0 + number)), collateral, collateral * price / WAD);
    }
}
