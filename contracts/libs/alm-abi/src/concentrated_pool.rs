//! What is read of a Uniswap-v3-style pool.
#![allow(missing_docs)] // the natspec inside `sol!` documents the items

use alloy_sol_types::sol;

sol! {
    /// @title What a pool of concentrated liquidity shows of itself
    /// @dev The functions of a Uniswap-v3-style pool that are read here; answers may be longer.
    interface IConcentratedPool {
        /// @notice The asset the price is of.
        /// @return The token.
        function token0() external view returns (address);

        /// @notice The asset the price is in.
        /// @return The token.
        function token1() external view returns (address);

        /// @notice Ticks that may be in use are multiples of it.
        /// @return The spacing.
        function tickSpacing() external view returns (int24);

        /// @notice Liquidity at the price.
        /// @return In the root of the product of both assets.
        function liquidity() external view returns (uint128);

        /// @notice The price; more follows in a pool's own answer.
        /// @return sqrtPriceX96 Its root with 96 fractional bits.
        /// @return tick The tick at or below it.
        function slot0() external view returns (uint160 sqrtPriceX96, int24 tick);

        /// @notice Which of 256 ticks are in use.
        /// @param word Number of the word.
        /// @return A bit for each.
        function tickBitmap(int16 word) external view returns (uint256);

        /// @notice A tick; more follows in a pool's own answer.
        /// @param tick The tick.
        /// @return liquidityGross Liquidity that begins or ends there.
        /// @return liquidityNet What is added when it is crossed upwards.
        function ticks(int24 tick) external view returns (uint128 liquidityGross, int128 liquidityNet);

        /// @notice Sums over time.
        /// @param secondsAgos How long ago.
        /// @return tickCumulatives Ticks times seconds.
        /// @return secondsPerLiquidityCumulativeX128s Seconds per liquidity, with 128 fractional bits.
        function observe(uint32[] calldata secondsAgos)
            external
            view
            returns (int56[] memory tickCumulatives, uint160[] memory secondsPerLiquidityCumulativeX128s);
    }
}
