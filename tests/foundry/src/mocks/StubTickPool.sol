// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title A pool of concentrated liquidity of which the test says everything
/// @dev Answers with as many words as a real one.
contract StubTickPool {
    address public immutable token0;
    address public immutable token1;
    int24 public tickSpacing = 10;
    uint128 public liquidity;
    mapping(int16 => uint256) public tickBitmap;
    mapping(int24 => int128) private net;
    uint160 private root;
    int24 private tick;
    int56 private tickSum;
    uint160 private perLiquidity;

    constructor(address token0_, address token1_) {
        (token0, token1) = (token0_, token1_);
    }

    /// The price, and the liquidity there.
    function setPrice(uint160 root_, int24 tick_, uint128 liquidity_) external {
        (root, tick, liquidity) = (root_, tick_, liquidity_);
    }

    /// What the window adds to both sums.
    function setHistory(int56 tickSum_, uint160 perLiquidity_) external {
        (tickSum, perLiquidity) = (tickSum_, perLiquidity_);
    }

    /// A tick in use.
    function setTick(int24 tick_, int128 net_) external {
        int24 compressed = tick_ / tickSpacing;
        tickBitmap[int16(compressed >> 8)] |= 1 << uint8(uint24(compressed & 0xff));
        net[tick_] = net_;
    }

    function slot0() external view returns (uint160, int24, uint16, uint16, uint16, uint8, bool) {
        return (root, tick, 0, 1, 1, 0, true);
    }

    function ticks(int24 tick_)
        external
        view
        returns (uint128, int128, uint256, uint256, int56, uint160, uint32, bool)
    {
        return (0, net[tick_], 0, 0, 0, 0, 0, true);
    }

    function observe(uint32[] calldata ago) external view returns (int56[] memory sums, uint160[] memory seconds_) {
        sums = new int56[](ago.length);
        seconds_ = new uint160[](ago.length);
        // As after a wrap: the sums are only good for differences.
        seconds_[0] = type(uint160).max - 5;
        (sums[0], sums[1]) = (-1_000, tickSum - 1_000);
        unchecked {
            seconds_[1] = seconds_[0] + perLiquidity;
        }
    }
}
