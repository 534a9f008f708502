// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title What is used of the factory of Uniswap v3 pools
interface IUniswapFactory {
    function createPool(address tokenA, address tokenB, uint24 fee) external returns (address pool);
}

/// @title What is used of a Uniswap v3 pool
interface IUniswapPool {
    function initialize(uint160 root) external;
    function increaseObservationCardinalityNext(uint16 next) external;
    function mint(address to, int24 lower, int24 upper, uint128 liquidity, bytes calldata data)
        external
        returns (uint256 amount0, uint256 amount1);
    function burn(int24 lower, int24 upper, uint128 liquidity) external returns (uint256 amount0, uint256 amount1);
    function swap(address to, bool zeroForOne, int256 amount, uint160 limit, bytes calldata data)
        external
        returns (int256 amount0, int256 amount1);
    function slot0()
        external
        view
        returns (uint160 root, int24 tick, uint16 index, uint16 cardinality, uint16 next, uint8 protocol, bool open);
    function liquidity() external view returns (uint128);
    function tickSpacing() external view returns (int24);
    function token0() external view returns (address);
    function token1() external view returns (address);
}
