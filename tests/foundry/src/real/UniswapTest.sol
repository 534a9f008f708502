// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Test} from "forge-std/Test.sol";
import {IUniswapFactory, IUniswapPool} from "./IUniswap.sol";

/// @title Pools of Uniswap v3, from the bytes their makers published
/// @notice The test pays what a pool asks for with tokens out of nothing.
abstract contract UniswapTest is Test {
    string private constant FACTORY =
        "node_modules/@uniswap/v3-core/artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json";

    /// The lowest root price a sale may be limited to, and the highest.
    uint160 internal constant LOWEST = 4_295_128_740;
    uint160 internal constant HIGHEST = 1_461_446_703_485_210_103_287_273_052_203_988_822_378_723_970_341;
    /// A multiple of every distance of ticks, near the end of the grid.
    int24 internal constant FAR = 887_200;
    /// As many observations as a test may make.
    uint16 internal constant REMEMBERED = 64;

    IUniswapFactory private factory;

    /// A pool at a price: so many units of the one for so many of the other.
    function _pool(address one, address other, uint24 fee, uint256 units, uint256 perUnits)
        internal
        returns (IUniswapPool pool)
    {
        pool = _closedPool(one, other, fee);
        (uint256 above, uint256 below) = pool.token0() == one ? (perUnits, units) : (units, perUnits);
        pool.initialize(uint160(Math.sqrt(Math.mulDiv(above, 1 << 192, below))));
        pool.increaseObservationCardinalityNext(REMEMBERED);
    }

    /// A pool nobody has given a price.
    function _closedPool(address one, address other, uint24 fee) internal returns (IUniswapPool) {
        if (address(factory) == address(0)) factory = IUniswapFactory(vm.deployCode(FACTORY));
        return IUniswapPool(factory.createPool(one, other, fee));
    }

    function _provide(IUniswapPool pool, int24 lower, int24 upper, uint128 liquidity) internal {
        pool.mint(address(this), lower, upper, liquidity, "");
    }

    /// Sells until the price has moved by so many bps against the seller. Tells what was paid.
    function _sellBy(IUniswapPool pool, address sold, uint256 slippage) internal returns (uint256 paid) {
        (uint160 root,,,,,,) = pool.slot0();
        // The root of what is left of the price, at a scale of 1e18.
        uint256 left = Math.sqrt((10_000 - slippage) * 1e32);
        bool falls = pool.token0() == sold;
        return _sell(pool, sold, 1e36, uint160(falls ? Math.mulDiv(root, left, 1e18) : Math.mulDiv(root, 1e18, left)));
    }

    /// Sells up to an amount, up to a price. Tells what was paid.
    function _sell(IUniswapPool pool, address sold, uint256 amount, uint160 limit) internal returns (uint256 paid) {
        bool falls = pool.token0() == sold;
        (int256 amount0, int256 amount1) = pool.swap(address(this), falls, int256(amount), limit, "");
        return uint256(-(falls ? amount1 : amount0));
    }

    /// Tokens for a pool, out of nothing.
    function _pay(address token, address to, uint256 amount) internal virtual;

    function uniswapV3MintCallback(uint256 amount0, uint256 amount1, bytes calldata) external {
        if (amount0 > 0) _pay(IUniswapPool(msg.sender).token0(), msg.sender, amount0);
        if (amount1 > 0) _pay(IUniswapPool(msg.sender).token1(), msg.sender, amount1);
    }

    function uniswapV3SwapCallback(int256 amount0, int256 amount1, bytes calldata) external {
        if (amount0 > 0) _pay(IUniswapPool(msg.sender).token0(), msg.sender, uint256(amount0));
        if (amount1 > 0) _pay(IUniswapPool(msg.sender).token1(), msg.sender, uint256(amount1));
    }
}
