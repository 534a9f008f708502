// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity >=0.8.20;

// Generated from contracts/libs/alm-abi by `cargo alm check --update`; edit it there.

/// @title The interest-rate risk of a book
/// @notice Pure views over the books of a balance sheet, for contracts and screens. Nothing is stored; every figure is of
/// this block. A book is valued on the mean of the rate model's two curves. Risks are rounded up, resources down. Amounts
/// in base units; durations in years, wad; convexities in square years, wad; rates by the year, wad.
interface IRatesLens {
    // ---------------------------------------------------------------- structs

    /// @notice Everything about the liquidity of a book.
    struct Liquidity {
        // Coverage ratio within a day, wad.
        uint256 day;
        // Coverage ratio within seven days, wad.
        uint256 week;
        // Coverage ratio within thirty days, wad.
        uint256 month;
        // Net stable funding ratio, wad; the largest number where none is required.
        uint256 stableFunding;
        // Stable funding there is.
        uint256 available;
        // Stable funding there has to be.
        uint256 required;
        // Seconds until the cumulative gap closes under stress; the largest number if it never does.
        uint256 horizon;
        // The least cumulative gap on the dates something is due.
        int256 leastGap;
    }

    /// @notice A ladder valued on a curve.
    struct Valuation {
        // Present value of the assets, rounded down.
        uint256 assets;
        // Present value of the liabilities, rounded up.
        uint256 liabilities;
        // Macaulay duration of the assets.
        uint256 assetDuration;
        // Macaulay duration of the liabilities.
        uint256 liabilityDuration;
        // Convexity of the assets.
        uint256 assetConvexity;
        // Convexity of the liabilities.
        uint256 liabilityConvexity;
        // Dispersion of the assets around their duration.
        uint256 assetDispersion;
        // Dispersion of the liabilities.
        uint256 liabilityDispersion;
        // What assets less liabilities lose when all rates rise by a basis point.
        int256 dv01;
        // What they gain by the square of a move: in units times square years.
        int256 convexity;
        // Duration gap; zero without assets.
        int256 durationGap;
        // Duration of equity; zero where assets do not exceed liabilities.
        int256 equityDuration;
        // Redington's conditions: bit 0, the values match within a unit in 400; bit 1, the durations within 0.005 years; bit
        // 2, the assets are the more convex.
        uint256 redington;
    }

    /// @notice What the six shocks of Basel's framework would do. Positive is a loss.
    struct Shocks {
        // Economic value before them.
        int256 value;
        // Loss of value: parallel up, parallel down, steepener, flattener, short up, short down.
        int256[6] losses;
        // The worst of them, not below zero.
        uint256 measure;
        // Loss of a year's interest income when all rates rise.
        int256 incomeUp;
        // Loss of a year's interest income when all rates fall.
        int256 incomeDown;
    }

    /// @notice A book among others.
    struct Currency {
        // Its token.
        address token;
        // What a base unit of it is worth in the common unit, wad.
        uint128 price;
        // Size of a parallel shock, bps.
        uint16 parallel;
        // Size of a shock of short rates, bps.
        uint16 short;
        // Size of a shock of long rates, bps.
        uint16 long;
    }

    /// @notice Books added up in a common unit. Of the shocks only losses count, so that a gain in one currency pays for no
    /// loss in another.
    struct Aggregate {
        // Liquid assets.
        uint256 liquid;
        // Net outflow within thirty days.
        uint256 netOutflow;
        // The first over the second, wad; the largest number where nothing can leave.
        uint256 coverage;
        // Economic value.
        int256 value;
        // What it loses when all rates rise by a basis point.
        int256 dv01;
        // Losses of value under each shock, in the order of `Shocks`.
        uint256[6] losses;
        // The worst of them.
        uint256 measure;
    }

    // ---------------------------------------------------------------- errors

    /// @notice What answered is no balance sheet with this book, or its rate model has no curve for it.
    /// @param sheet The balance sheet asked.
    /// @param token The token.
    error NoBook(address sheet, address token);

    /// @notice No such shock, or no such category of deposits.
    /// @param have The number given.
    error Unknown(uint256 have);

    /// @notice A ladder, a curve or another list has more entries than one call takes.
    /// @param have The number of entries.
    /// @param want The most there may be.
    error TooMany(uint256 have, uint256 want);

    // ---------------------------------------------------------------- a book

    /// @notice A book valued: cash, floating positions and what is payable at once are due in no time.
    /// @param sheet The balance sheet.
    /// @param token The book's token.
    /// @return The valuation.
    function valuation(address sheet, address token) external view returns (Valuation memory);

    /// @notice Key-rate DV01s of a book at 1, 7, 30, 90, 180 and 365 days. Their sum is its DV01, to the unit.
    /// @param sheet The balance sheet.
    /// @param token The book's token.
    /// @return What assets less liabilities lose when that part of the curve rises by a basis point.
    function keyRates(address sheet, address token) external view returns (int256[6] memory);

    /// @notice The six shocks to a book, slotted into Basel's buckets, no rate below zero.
    /// @param sheet The balance sheet.
    /// @param token The book's token.
    /// @param parallel Size of a parallel shock, bps.
    /// @param short Size of a shock of short rates, bps.
    /// @param long Size of a shock of long rates, bps.
    /// @return The outcome.
    function shocks(address sheet, address token, uint16 parallel, uint16 short, uint16 long)
        external view returns (Shocks memory);

    /// @notice A full report on a book, of one read: its liquidity as `ILiquidityLens.liquidity` tells it, valuation, shocks.
    /// @param sheet The balance sheet.
    /// @param token The book's token.
    /// @param parallel Size of a parallel shock, bps.
    /// @param short Size of a shock of short rates, bps.
    /// @param long Size of a shock of long rates, bps.
    /// @return liquid Coverage, stable funding and survival.
    /// @return valued The valuation.
    /// @return shocked The outcome of the shocks.
    function report(address sheet, address token, uint16 parallel, uint16 short, uint16 long)
        external view
        returns (Liquidity memory liquid, Valuation memory valued, Shocks memory shocked);

    /// @notice Books added up.
    /// @param sheet The balance sheet.
    /// @param currencies At most 16 of its books.
    /// @return The sums, in the common unit.
    function aggregate(address sheet, Currency[] calldata currencies) external view returns (Aggregate memory);

    // ---------------------------------------------------------------- any bank

    /// @notice Values any ladder on any zero curve: linear in the zero rate between nodes, flat outside.
    /// @param dues At most 128, by increasing time: seconds times 2^192, plus assets times 2^96, plus liabilities.
    /// @param nodes At most 128, by increasing time: seconds times 2^64, plus the rate, a signed number of 64 bits.
    /// @return The valuation.
    function valuationOf(uint256[] calldata dues, uint256[] calldata nodes)
        external pure returns (Valuation memory);

    /// @notice Key-rate DV01s of any ladder on any zero curve.
    /// @param dues As for `valuationOf`.
    /// @param nodes As for `valuationOf`.
    /// @param knots At most 128, by increasing time: seconds.
    /// @return At each knot; their sum is the DV01, to the unit.
    function keyRatesOf(uint256[] calldata dues, uint256[] calldata nodes, uint256[] calldata knots)
        external pure returns (int256[] memory);

    /// @notice The six shocks to any currency's repricing cash flows.
    /// @param net Assets less liabilities by Basel's nineteen buckets; at most 2^95 in size.
    /// @param rates Zero rates at the midpoints.
    /// @param sizes Sizes of a parallel shock and of shocks of short and long rates, bps.
    /// @param floor No rate is below it under a shock; the least number for no floor.
    /// @return The outcome.
    function shocksOf(
        int128[19] calldata net, int64[19] calldata rates, uint16[3] calldata sizes, int64 floor
    ) external pure returns (Shocks memory);

    /// @notice The sizes of a currency's shocks, after BCBS d578 (2024).
    /// @param code Its ISO code, three letters.
    /// @return parallel Of a parallel shock, bps.
    /// @return short Of a shock of short rates, bps.
    /// @return long Of a shock of long rates, bps.
    function sizesOf(bytes3 code) external pure returns (uint256 parallel, uint256 short, uint256 long);

    /// @notice What the shocks add to the zero rates at the midpoints of Basel's buckets.
    /// @param parallel Size of a parallel shock, bps.
    /// @param short Size of a shock of short rates, bps.
    /// @param long Size of a shock of long rates, bps.
    /// @return By shock, in the order of `Shocks`, and bucket: rates by the year, to the nearest.
    function movesOf(uint16 parallel, uint16 short, uint16 long) external pure returns (int256[19][6] memory);

    /// @notice Basel's bucket of a time.
    /// @param seconds_ The time.
    /// @return bucket From 1 to 19.
    /// @return midpoint Its midpoint in years, 1e-4.
    function slotOf(uint64 seconds_) external pure returns (uint256 bucket, uint256 midpoint);

    /// @notice Deposits without maturity by Basel's buckets: what is not core overnight, the core evenly over twice its
    /// greatest average maturity.
    /// @param category 0 retail transactional, 1 retail other, 2 wholesale.
    /// @param total Their amount.
    /// @param stable The share very likely to stay, wad.
    /// @param passThrough How much of a change of rates is passed on to them, wad.
    /// @return Amounts by bucket; their sum is the total.
    function depositsOf(uint8 category, uint96 total, uint64 stable, uint64 passThrough)
        external pure returns (uint256[19] memory);

    /// @notice Term deposits of which a part is redeemed at once.
    /// @param contractual Amounts by bucket.
    /// @param rate The part without a shock, wad.
    /// @param shock A shock, in the order of `Shocks`; 6 for none.
    /// @return Amounts by bucket; their sum stays what it was.
    function redemptionsOf(uint96[19] calldata contractual, uint64 rate, uint8 shock)
        external pure returns (uint256[19] memory);

    /// @notice Loans with a coupon of which a part is prepaid each period.
    /// @param notional What is outstanding.
    /// @param coupon Interest a period, wad.
    /// @param rate The part of what is outstanding that is prepaid without a shock, wad.
    /// @param shock A shock, in the order of `Shocks`; 6 for none.
    /// @param scheduled At most 128 periods: the part of what is outstanding that is repaid, wad.
    /// @return flows Interest, repayment and prepayment, by period.
    /// @return outstanding What is outstanding after each.
    function prepaymentsOf(
        uint96 notional, uint64 coupon, uint64 rate, uint8 shock, uint256[] calldata scheduled
    ) external pure returns (uint256[] memory flows, uint256[] memory outstanding);

    // ---------------------------------------------------------------- ERC-165

    /// @notice Whether this contract implements an interface.
    /// @param interfaceId Its identifier.
    /// @return Whether it does.
    function supportsInterface(bytes4 interfaceId) external view returns (bool);
}
