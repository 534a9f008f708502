// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title What is used of a Uniswap v3 pool
interface ITradedPool {
    function mint(address to, int24 lower, int24 upper, uint128 liquidity, bytes calldata data) external;
    function swap(address to, bool zeroForOne, int256 amount, uint160 limit, bytes calldata data)
        external
        returns (int256 amount0, int256 amount1);
    function token0() external view returns (address);
    function token1() external view returns (address);
}

/// @title Pays a pool of Uniswap v3 with tokens of whoever calls, by allowance
/// @notice Takes tokens that return nothing as well as those that return true.
contract PoolTrader {
    uint160 private constant LOWEST = 4_295_128_740;
    uint160 private constant HIGHEST = 1_461_446_703_485_210_103_287_273_052_203_988_822_378_723_970_341;

    error NotPaid(address token);
    error NotPool(address caller);
    error SoldTooLittle(uint256 have, uint256 want);

    address private transient _pool;

    function provide(ITradedPool pool, int24 lower, int24 upper, uint128 liquidity) external {
        _pool = address(pool);
        pool.mint(msg.sender, lower, upper, liquidity, abi.encode(msg.sender));
        _pool = address(0);
    }

    /// @notice Sells all of an amount, or nothing. Tells what was paid.
    function sell(ITradedPool pool, address sold, uint256 amount) external returns (uint256 paid) {
        _pool = address(pool);
        bool falls = pool.token0() == sold;
        (int256 amount0, int256 amount1) =
            pool.swap(msg.sender, falls, int256(amount), falls ? LOWEST : HIGHEST, abi.encode(msg.sender));
        _pool = address(0);
        (int256 taken, int256 given) = falls ? (amount0, amount1) : (amount1, amount0);
        if (uint256(taken) < amount) revert SoldTooLittle(uint256(taken), amount);
        return uint256(-given);
    }

    function uniswapV3MintCallback(uint256 amount0, uint256 amount1, bytes calldata data) external {
        _payBoth(int256(amount0), int256(amount1), data);
    }

    function uniswapV3SwapCallback(int256 amount0, int256 amount1, bytes calldata data) external {
        _payBoth(amount0, amount1, data);
    }

    function _payBoth(int256 amount0, int256 amount1, bytes calldata data) private {
        if (msg.sender != _pool) revert NotPool(msg.sender);
        address payer = abi.decode(data, (address));
        if (amount0 > 0) _pay(ITradedPool(msg.sender).token0(), payer, uint256(amount0));
        if (amount1 > 0) _pay(ITradedPool(msg.sender).token1(), payer, uint256(amount1));
    }

    function _pay(address token, address payer, uint256 amount) private {
        (bool success, bytes memory answer) =
            token.call(abi.encodeWithSignature("transferFrom(address,address,uint256)", payer, msg.sender, amount));
        if (!success || (answer.length > 0 && !abi.decode(answer, (bool)))) revert NotPaid(token);
    }
}
