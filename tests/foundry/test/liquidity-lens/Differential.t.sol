// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IFixedBook} from "alm-interfaces/IFixedBook.sol";
import {ILiquidityLens} from "alm-interfaces/ILiquidityLens.sol";
import {IRatesLens} from "alm-interfaces/IRatesLens.sol";
import {BookYardstick} from "../../src/yardstick/BookYardstick.sol";
import {StubBook} from "../../src/mocks/StubBook.sol";
import {StylusTest} from "../../src/stylus/StylusTest.sol";

/// @title The lenses and the yardstick on random books, read as a book is read
/// @notice 256 runs of 40 books: 10,240. Coverage, stable funding and survival agree to the unit; both failing counts as
/// agreement.
contract LiquidityDifferentialTest is StylusTest {
    uint256 private constant BOOKS = 40;

    ILiquidityLens private lens;
    IRatesLens private rates;
    BookYardstick private yardstick;
    address private sheet;

    function setUp() public {
        vm.warp(1_700_000_000);
        lens = ILiquidityLens(deployStylus("liquidity-lens", ""));
        rates = IRatesLens(deployStylus("rates-lens", ""));
        yardstick = new BookYardstick();
        sheet = address(new StubBook());
    }

    function testFuzz_reports_agree(uint256 seed) public {
        vm.warp(1_700_000_000 + seed % 7 days);
        for (uint256 i; i < BOOKS; ++i) {
            address token = address(uint160(uint256(keccak256(abi.encode(seed, i)))));
            // Each in a frame of its own: what a report leaves in memory would add up.
            this.report(token);
        }
    }

    function report(address token) external view {
        assertEq(abi.encode(lens.coverage(sheet, token)), abi.encode(yardstick.coverage(sheet, token)), "coverage");
        try rates.report(sheet, token, 200, 300, 225) returns (
            IRatesLens.Liquidity memory liquid, IRatesLens.Valuation memory valued, IRatesLens.Shocks memory shocked
        ) {
            (IRatesLens.Liquidity memory want, IRatesLens.Valuation memory value, IRatesLens.Shocks memory shocks) =
                yardstick.report(sheet, token, 200, 300, 225);
            // The lens's root of time has 46 bits, rounded up, the yardstick's 60.
            uint256 bound = uint256(IFixedBook(sheet).position(token).cash + value.liabilities) / 1e12 + 2;
            assertApproxEqAbs(liquid.leastGap, want.leastGap, bound, "least gap");
            assertApproxEqAbs(liquid.horizon, want.horizon, 1, "horizon");
            (liquid.leastGap, liquid.horizon) = (want.leastGap, want.horizon);
            assertEq(abi.encode(liquid), abi.encode(want), "liquidity");
            _close(valued, value, shocked, shocks);
        } catch {
            try yardstick.report(sheet, token, 200, 300, 225) {
                assertTrue(false, "only the lens fails");
            } catch {}
        }
    }

    /// Up to a part of the gross amount, as the yardstick's exponential goes.
    function _close(
        IRatesLens.Valuation memory have,
        IRatesLens.Valuation memory want,
        IRatesLens.Shocks memory shocked,
        IRatesLens.Shocks memory shocks
    ) private pure {
        uint256 bound = (want.assets + want.liabilities) / 1e16 + 2;
        assertApproxEqAbs(have.assets, want.assets, bound, "assets");
        assertApproxEqAbs(have.liabilities, want.liabilities, bound, "liabilities");
        assertApproxEqAbs(have.dv01, want.dv01, bound, "dv01");
        assertApproxEqAbs(shocked.value, shocks.value, bound, "value");
        for (uint256 i; i < 6; ++i) {
            assertApproxEqAbs(shocked.losses[i], shocks.losses[i], bound, "loss");
        }
        assertApproxEqAbs(shocked.measure, shocks.measure, bound, "measure");
    }
}
