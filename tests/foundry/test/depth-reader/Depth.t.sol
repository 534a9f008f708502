// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IDepthReader} from "alm-interfaces/IDepthReader.sol";
import {StubTickPool} from "../../src/mocks/StubTickPool.sol";
import {StylusTest} from "../../src/stylus/StylusTest.sol";

/// What a pool pays, tick by tick.
contract DepthTest is StylusTest {
    uint160 private constant ONE = 1 << 96;
    uint128 private constant LIQUIDITY = 1e24;
    uint32 private constant WINDOW = 1_800;

    IDepthReader private reader;
    StubTickPool private pool;
    address private asset = makeAddr("asset");
    address private quote = makeAddr("quote");

    function setUp() external {
        reader = IDepthReader(deployStylus("depth-reader", ""));
        pool = new StubTickPool(asset, quote);
        pool.setPrice(ONE, 0, LIQUIDITY);
        pool.setHistory(0, perLiquidity(LIQUIDITY));
    }

    /// Seconds per liquidity of a window in which it never changed.
    function perLiquidity(uint128 liquidity) private pure returns (uint160) {
        return uint160((uint256(WINDOW) << 128) / liquidity);
    }

    function test_a_full_range_pays_the_root_either_way() external view {
        // 19 % down: the root is 0.9, a tenth of the liquidity is paid.
        (uint256 paid, uint256 spot) = reader.depth(address(pool), asset, 1_900, WINDOW);
        assertApproxEqRel(spot, LIQUIDITY / 10, 1e6);
        assertApproxEqRel(paid, spot, 1e3);
        (paid,) = reader.depth(address(pool), quote, 1_900, WINDOW);
        assertApproxEqRel(paid, LIQUIDITY / 10, 1e6);
    }

    function test_liquidity_that_ends_is_not_counted() external {
        // All of it lies within a hundred ticks of the price: 1 - 1.0001^-50.
        pool.setTick(-100, int128(LIQUIDITY));
        pool.setTick(100, -int128(LIQUIDITY));
        (uint256 paid,) = reader.depth(address(pool), asset, 1_900, WINDOW);
        assertApproxEqRel(paid, 4_987_272_070_686e9, 1e9);
        (paid,) = reader.depth(address(pool), quote, 1_900, WINDOW);
        assertApproxEqRel(paid, 4_987_272_070_686e9, 1e9);
        // Less slippage than that: as if it went on.
        (paid,) = reader.depth(address(pool), asset, 50, WINDOW);
        assertApproxEqRel(paid, 2_503_132_837e12, 1e9);
    }

    function test_what_was_added_a_moment_ago_counts_next_to_nothing() external {
        (uint256 honest,) = reader.depth(address(pool), asset, 200, WINDOW);
        // A thousand times the liquidity, in the last second.
        pool.setPrice(ONE, 0, 1_000 * LIQUIDITY);
        uint256 sum = (uint256(WINDOW - 1) << 128) / LIQUIDITY + (uint256(1) << 128) / (1_000 * LIQUIDITY);
        pool.setHistory(0, uint160(sum));
        (uint256 paid, uint256 spot) = reader.depth(address(pool), asset, 200, WINDOW);
        assertApproxEqRel(spot, 1_000 * honest, 1e9);
        assertApproxEqRel(paid, honest, 0.001e18, "INV-RISK-02");
    }

    function test_a_price_that_was_moved_is_not_looked_at() external {
        pool.setHistory(201 * int56(uint56(WINDOW)), perLiquidity(LIQUIDITY));
        vm.expectRevert(abi.encodeWithSelector(IDepthReader.SpotMoved.selector, 201, 200));
        reader.depth(address(pool), asset, 200, WINDOW);
        pool.setHistory(-200 * int56(uint56(WINDOW)), perLiquidity(LIQUIDITY));
        reader.depth(address(pool), asset, 200, WINDOW);
    }

    function test_arguments_are_bounded() external {
        bytes4 refused = IDepthReader.ArgumentOutOfBounds.selector;
        vm.expectRevert(abi.encodeWithSelector(refused, 0, 0, 1, 2_000));
        reader.depth(address(pool), asset, 0, WINDOW);
        vm.expectRevert(abi.encodeWithSelector(refused, 0, 2_001, 1, 2_000));
        reader.depth(address(pool), asset, 2_001, WINDOW);
        vm.expectRevert(abi.encodeWithSelector(refused, 1, 599, 600, 86_400));
        reader.depth(address(pool), asset, 200, 599);
        vm.expectRevert(abi.encodeWithSelector(IDepthReader.NotInPool.selector, address(pool), address(this)));
        reader.depth(address(pool), address(this), 200, WINDOW);
        vm.expectRevert(abi.encodeWithSelector(IDepthReader.PoolGarbage.selector, address(0xDEAD), 0, 32));
        reader.depth(address(0xDEAD), asset, 200, WINDOW);
        (bool success, bytes memory answer) = address(reader).call(hex"12345678");
        assertFalse(success);
        assertEq(answer, "");
    }

    /// However many ticks somebody puts in the way: an answer, and never more than without their liquidity's end.
    function testFuzz_ticks_in_the_way(uint8[40] memory gaps, bool falls) external {
        int24 at = 0;
        for (uint256 i = 0; i < 40; ++i) {
            at += (falls ? int24(-10) : int24(10)) * int24(uint24(gaps[i] % 8) + 1);
            // A fortieth of the liquidity ends at each.
            pool.setTick(at, falls ? int128(LIQUIDITY / 40) : -int128(LIQUIDITY / 40));
        }
        address sold = falls ? asset : quote;
        (uint256 paid,) = reader.depth(address(pool), sold, 1_900, WINDOW);
        assertLt(paid, LIQUIDITY / 10, "INV-RISK-01");
        (uint256 less,) = reader.depth(address(pool), sold, 100, WINDOW);
        assertLe(less, paid, "INV-RISK-01");
    }
}
