// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IDepthReader} from "alm-interfaces/IDepthReader.sol";
import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {IUniswapPool} from "../../src/real/IUniswap.sol";
import {UniswapTest} from "../../src/real/UniswapTest.sol";
import {StylusTest} from "../../src/stylus/StylusTest.sol";

/// The depth the reader tells is what a pool of Uniswap v3 pays.
contract RealPoolTest is StylusTest, UniswapTest {
    uint32 private constant WINDOW = 1_800;
    uint128 private constant LIQUIDITY = 1e18;
    /// How near a depth is to what is paid, of 1e18.
    uint256 private constant NEAR = 1e6;

    IDepthReader private reader;
    PlainToken private asset;
    PlainToken private quote;
    IUniswapPool private pool;

    function setUp() external {
        vm.warp(1_700_000_000);
        reader = IDepthReader(deployStylus("depth-reader", ""));
        (asset, quote) = (new PlainToken(18), new PlainToken(6));
        pool = _pool(address(asset), address(quote), 3_000, 1e18, 2_000e6);
    }

    /// Everywhere, a thousand times as much near the price, and some beside it on either side.
    function _fill() private {
        (, int24 tick,,,,,) = pool.slot0();
        int24 spacing = pool.tickSpacing();
        int24 here = tick / spacing * spacing;
        _provide(pool, -FAR / spacing * spacing, FAR / spacing * spacing, LIQUIDITY);
        _provide(pool, here - 2 * spacing, here + 3 * spacing, 1_000 * LIQUIDITY);
        _provide(pool, here - 9 * spacing, here - 5 * spacing, 300 * LIQUIDITY);
        _provide(pool, here + 6 * spacing, here + 8 * spacing, 500 * LIQUIDITY);
        skip(1 hours);
    }

    function _pay(address token, address to, uint256 amount) internal override {
        PlainToken(token).mint(to, amount);
    }

    /// Reads a depth, then sells as much: both the same, nothing having changed for the whole window.
    function _check(address sold, uint16 slippage) private {
        (uint256 paid, uint256 spot) = reader.depth(address(pool), sold, slippage, WINDOW);
        uint256 snapshot = vm.snapshotState();
        uint256 real = _sellBy(pool, sold, slippage);
        vm.revertToState(snapshot);
        assertApproxEqAbs(spot, real, real * NEAR / 1e18 + 70, "what it pays");
        assertApproxEqRel(paid, spot, 0.0001e18, "as it was all the while");
        assertLe(paid, spot, "INV-RISK-02");
    }

    /// Either token, from within one distance of ticks to past all that was provided near the price.
    function _checkAll() private {
        uint16[6] memory slippages = [uint16(1), 30, 100, 400, 1_000, 2_000];
        for (uint256 i; i < slippages.length; ++i) {
            _check(address(asset), slippages[i]);
            _check(address(quote), slippages[i]);
        }
    }

    function test_a_depth_is_what_the_pool_pays_in_both_orders_of_tokens() external {
        bool first = pool.token0() == address(asset);
        _fill();
        _checkAll();
        // The same with the tokens in the other order.
        do {
            quote = new PlainToken(6);
        } while (address(asset) < address(quote) == first);
        pool = _pool(address(asset), address(quote), 3_000, 1e18, 2_000e6);
        assertTrue((pool.token0() == address(asset)) != first);
        _fill();
        _checkAll();
    }

    function test_a_depth_is_what_the_pool_pays_at_each_distance_of_ticks() external {
        uint24[2] memory fees = [uint24(500), 10_000];
        for (uint256 i; i < fees.length; ++i) {
            pool = _pool(address(asset), address(quote), fees[i], 1e18, 2_000e6);
            _fill();
            _checkAll();
        }
    }

    /// Prices at which a root needs more than 128 bits, and hardly any.
    function test_a_depth_is_what_the_pool_pays_at_the_ends_of_the_grid() external {
        uint256[2] memory amounts = [uint256(1e30), 1e3];
        for (uint256 i; i < amounts.length; ++i) {
            quote = new PlainToken(6);
            pool = _pool(address(asset), address(quote), 3_000, 1e17, amounts[i]);
            _fill();
            _checkAll();
        }
    }

    function test_a_depth_is_what_the_pool_pays_after_a_sale_across_ticks() external {
        _fill();
        address[2] memory sold = [address(asset), address(quote)];
        for (uint256 i; i < sold.length; ++i) {
            (, int24 before,,,,,) = pool.slot0();
            _sellBy(pool, sold[i], 700);
            (, int24 tick,,,,,) = pool.slot0();
            assertGt(tick > before ? tick - before : before - tick, 700);
            // At once, the mean is where the price was: nothing is told.
            vm.expectPartialRevert(IDepthReader.SpotMoved.selector);
            reader.depth(address(pool), sold[i], 100, WINDOW);
            skip(1 hours);
            _checkAll();
        }
    }

    /// A price exactly at a tick where liquidity ends, reached from above and from below.
    function test_a_price_at_the_edge_of_a_range() external {
        (, int24 tick,,,,,) = pool.slot0();
        int24 here = tick / 60 * 60;
        _provide(pool, here - 60, here + 120, 1_000 * LIQUIDITY);
        uint256 fresh = vm.snapshotState();
        for (uint256 i; i < 2; ++i) {
            PlainToken bought = PlainToken(i == 0 ? pool.token1() : pool.token0());
            PlainToken sold = bought == asset ? quote : asset;
            // All there is of it but the unit that was rounded up when it came in.
            int256 rest = int256(bought.balanceOf(address(pool)) - 1);
            pool.swap(address(this), address(sold) < address(bought), -rest, i == 0 ? LOWEST : HIGHEST, "");
            assertEq(pool.liquidity(), 0, "past the range");
            (, tick,,,,,) = pool.slot0();
            assertEq(tick, i == 0 ? here - 61 : here + 120);
            skip(1 hours);
            // There is nothing ahead, and all of it behind.
            (uint256 paid, uint256 spot) = reader.depth(address(pool), address(sold), 100, WINDOW);
            assertEq(paid + spot, 0);
            (, spot) = reader.depth(address(pool), address(bought), 100, WINDOW);
            assertApproxEqAbs(spot, _sellBy(pool, address(bought), 100), spot * NEAR / 1e18 + 2);
            vm.revertToState(fresh);
        }
    }

    /// Ranges wherever they lie: the same as it pays, whichever token is sold.
    function testFuzz_ranges(uint8[2][12] memory ranges, uint64[12] memory parts, uint16 slippage) external {
        slippage = uint16(bound(slippage, 1, 2_000));
        (, int24 tick,,,,,) = pool.slot0();
        int24 here = tick / 60 * 60;
        _provide(pool, -887_220, 887_220, LIQUIDITY);
        for (uint256 i; i < 12; ++i) {
            // Within 2,400 ticks: as far as the largest slippage goes.
            int24 lower = here + (int24(uint24(ranges[i][0] % 80)) - 40) * 60;
            int24 upper = lower + (int24(uint24(ranges[i][1] % 20)) + 1) * 60;
            _provide(pool, lower, upper, uint128(parts[i]) * 1_000 + 1);
        }
        skip(1 hours);
        _check(address(asset), slippage);
        _check(address(quote), slippage);
    }

    function test_attack_liquidity_of_a_block_raises_no_depth() external {
        _fill();
        (uint256 honest,) = reader.depth(address(pool), address(asset), 200, WINDOW);
        (, int24 tick,,,,,) = pool.slot0();
        int24 here = tick / 60 * 60;
        _provide(pool, here - 600, here + 600, 1_000_000 * LIQUIDITY);
        (uint256 paid, uint256 spot) = reader.depth(address(pool), address(asset), 200, WINDOW);
        assertGt(spot, 500 * honest);
        assertLe(paid, honest * 2, "INV-RISK-02");
        // A day later it is the pool's.
        skip(1 days);
        (paid, spot) = reader.depth(address(pool), address(asset), 200, WINDOW);
        assertGt(paid, 500 * honest);
        // Out again: less at once.
        pool.burn(here - 600, here + 600, 1_000_000 * LIQUIDITY);
        (paid,) = reader.depth(address(pool), address(asset), 200, WINDOW);
        assertApproxEqRel(paid, honest, 0.001e18);
    }

    function test_an_empty_pool_has_no_depth() external {
        skip(1 hours);
        (uint256 paid, uint256 spot) = reader.depth(address(pool), address(asset), 200, WINDOW);
        assertEq(paid + spot, 0);
    }

    function test_a_pool_with_no_price_or_no_history_says_so() external {
        IUniswapPool closed = _closedPool(address(asset), address(quote), 500);
        vm.expectRevert(bytes("I"));
        reader.depth(address(closed), address(asset), 200, WINDOW);
        // It remembers as long as it lives, and not a second longer.
        skip(WINDOW - 1);
        vm.expectRevert(bytes("OLD"));
        reader.depth(address(pool), address(asset), 200, WINDOW);
        skip(1);
        reader.depth(address(pool), address(asset), 200, WINDOW);
    }

    function test_what_is_no_pool_of_the_asset_is_refused() external {
        vm.expectRevert(abi.encodeWithSelector(IDepthReader.NotInPool.selector, address(pool), address(reader)));
        reader.depth(address(pool), address(reader), 200, WINDOW);
        // A token knows none of a pool's functions, and an account answers nothing.
        vm.expectRevert(bytes(""));
        reader.depth(address(asset), address(asset), 200, WINDOW);
        address nobody = makeAddr("nobody");
        vm.expectRevert(abi.encodeWithSelector(IDepthReader.PoolGarbage.selector, nobody, 0, 32));
        reader.depth(nobody, address(asset), 200, WINDOW);
    }
}
