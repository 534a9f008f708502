//! The interface of `risk-engine`: volatility, haircuts and collateral ratios measured on chain.
#![allow(missing_docs)] // the natspec inside `sol!` documents the items

use alloy_sol_types::sol;

sol! {
    /// @title Volatility, haircuts and collateral ratios measured on chain
    /// @notice Anyone may `poke` an asset: the engine reads the asset's price feed, takes at most one sample per
    /// time slot, and moves the asset's collateral ratios inside the bounds its owner has set.
    /// @dev Units: wad = 1e18, bps = 1e-4, times in Unix seconds. Ratios are served at a resolution of 1e-7,
    /// rounded against the borrower. Volatility is annualised with a year of 365 days.
    interface IRiskEngine {
        // ---------------------------------------------------------------- structs

        /// @notice The rules of one asset, in the order of their index in `ParameterOutOfBounds`.
        struct Parameters {
            // 0: Quantile of the standard normal at the governed confidence, 1e-4 (23263 is 99 %).
            uint16 quantile;
            // 1: What multiplies volatility for fat tails, 1e-4; at least 10000.
            uint16 tailMultiplier;
            // 2: Lowest annual volatility ever used, bps.
            uint16 sigmaFloor;
            // 3: Liquidation bonus, bps of the repaid debt.
            uint16 bonus;
            // 4: Distance of the opening LTV below the liquidation threshold, bps of the threshold.
            uint16 margin;
            // 5: Lowest liquidation threshold the rules may set, bps.
            uint16 thresholdFloor;
            // 6: Highest liquidation threshold the rules may set, bps.
            uint16 thresholdCap;
            // 7: What the opening LTV decays to while data are stale, bps.
            uint16 openingFloor;
            // 8: Highest fall of the threshold of existing loans, bps per day.
            uint16 tightenPerDay;
            // 9: Highest rise of any ratio, bps per day.
            uint16 loosenPerDay;
            // 10: Rises smaller than this are ignored, bps.
            uint16 hysteresis;
            // 11: Highest expected loss over the liquidation horizon, 1e-6 of the collateral's value.
            uint16 lossBudget;
        }

        /// @notice How fast, and at what cost, an asset can be sold.
        struct Liquidity {
            // What the market absorbs at `slippage`, in whole units of the feed's quote currency.
            uint64 depth;
            // The most the protocol may have to sell, same unit.
            uint64 exposure;
            // Price move at which `depth` was measured, bps.
            uint16 slippage;
            // Half of the bid-ask spread, bps.
            uint16 halfSpread;
            // Seconds from a price move to the first sale: feed, sequencer, liquidator.
            uint32 latency;
            // Seconds in which the market refills `depth`.
            uint32 refill;
            // Until when the report may be used, Unix seconds.
            uint64 validUntil;
        }

        /// @notice Where an asset's prices come from.
        struct Feed {
            // The feed.
            address feed;
            // Decimals of its answers.
            uint8 decimals;
            // Length of a sampling slot, seconds; slots start at multiples of it.
            uint32 interval;
            // Whether missed rounds are looked up by `getRoundData`.
            bool history;
        }

        /// @notice The newest sample of an asset.
        struct Sample {
            // The feed's round.
            uint80 roundId;
            // Its answer, at the feed's decimals; 0 before the first sample.
            uint256 price;
            // When the feed wrote it, Unix seconds.
            uint64 updatedAt;
            // Fast EWMA variance per second, 1e36.
            uint256 varianceFast;
            // Slow EWMA variance per second, 1e36.
            uint256 varianceSlow;
            // Variance per second the ratios use, floor aside, 1e36.
            uint256 varianceUsed;
        }

        /// @notice What others measure by: an asset's newest sample, where it comes from, and how it moves.
        struct Observation {
            // The feed; zero for an asset that was never listed.
            address feed;
            // Length of a sampling slot, seconds.
            uint32 interval;
            // The newest sample, at the feed's decimals.
            uint256 price;
            // When the feed wrote it, Unix seconds.
            uint64 updatedAt;
            // Fast EWMA variance per second, 1e36.
            uint256 varianceFast;
            // Slow EWMA variance per second, 1e36.
            uint256 varianceSlow;
        }

        /// @notice Everything a lender asks about an asset, as of this block.
        struct AssetRisk {
            // Annual volatility over about a day, wad, rounded up.
            uint256 sigmaFast;
            // Annual volatility over about two weeks, wad, rounded up.
            uint256 sigmaSlow;
            // Annual volatility the haircut uses, wad, rounded up.
            uint256 sigmaUsed;
            // Haircut of the collateral's value, wad, rounded up.
            uint256 haircut;
            // The threshold the rules aim at, wad, rounded down.
            uint256 targetThreshold;
            // Liquidation threshold of existing loans, wad.
            uint256 liquidationThreshold;
            // Highest LTV of new borrowing, wad.
            uint256 openingLtv;
            // When the newest sample was written by the feed.
            uint64 sampledAt;
            // After this moment the figures support no new risk.
            uint64 validUntil;
            // No sample for three fast time constants.
            bool stale;
            // New borrowing may use the asset at all.
            bool listed;
        }

        // ---------------------------------------------------------------- errors

        /// @notice Only the owner may do this.
        /// @param caller Who tried.
        error NotOwner(address caller);

        /// @notice Only the named successor may accept.
        /// @param caller Who tried.
        error NotPendingOwner(address caller);

        /// @notice An address that must exist is zero.
        error ZeroAddress();

        /// @notice The contract is in the middle of another call.
        error Locked();

        /// @notice Only the reporter of depths, or the owner, may do this.
        /// @param caller Who tried.
        error NotReporter(address caller);

        /// @notice The engine does not know the asset.
        /// @param asset The asset.
        error NotListed(address asset);

        /// @notice The asset is known already; one that was delisted is listed again by `relist`.
        /// @param asset The asset.
        error AlreadyListed(address asset);

        /// @notice A parameter lies outside the bounds compiled into the contract.
        /// @param parameter Index in `Parameters`; from 16 on in `Liquidity`; 32 the slot length, 33 the first
        /// volatility.
        /// @param have The value given.
        /// @param min The lowest allowed.
        /// @param max The highest allowed.
        error ParameterOutOfBounds(uint8 parameter, uint256 have, uint256 min, uint256 max);

        /// @notice A parameter moves further than one change may move it.
        /// @param parameter Index as in `ParameterOutOfBounds`.
        /// @param have The present value.
        /// @param want The value given.
        /// @param maxStep The largest allowed difference.
        error ParameterStepTooLarge(uint8 parameter, uint256 have, uint256 want, uint256 maxStep);

        /// @notice The last change is too recent.
        /// @param asset The asset.
        /// @param notBefore When the next change is possible, Unix seconds.
        error ChangeTooSoon(address asset, uint256 notBefore);

        /// @notice The feed reverted, or answered nothing, as an address without code does.
        /// @param feed The feed.
        error FeedFailed(address feed);

        /// @notice The feed returned something that is no round.
        /// @param feed The feed.
        error FeedGarbage(address feed);

        /// @notice The feed's answers have more decimals than the engine accepts.
        /// @param feed The feed.
        /// @param decimals What it said.
        error FeedDecimals(address feed, uint256 decimals);

        /// @notice A price is zero, negative, or too large to be stored.
        /// @param feed The feed.
        /// @param answer The price.
        error InvalidPrice(address feed, int256 answer);

        /// @notice A round was written in the future, or never.
        /// @param feed The feed.
        /// @param updatedAt The feed's time.
        /// @param blockTime The block's time.
        error InvalidRoundTime(address feed, uint256 updatedAt, uint256 blockTime);

        /// @notice The feed's newest round is older than the newest sample.
        /// @param feed The feed.
        /// @param lastRound The round sampled last.
        /// @param round The round offered.
        error RoundWentBack(address feed, uint80 lastRound, uint80 round);

        // ---------------------------------------------------------------- events

        /// @notice A successor was named, or the nomination withdrawn (zero address).
        /// @param previousOwner The owner, who stays in office until the successor accepts.
        /// @param newOwner The successor.
        event OwnershipTransferStarted(address indexed previousOwner, address indexed newOwner);

        /// @notice The owner changed.
        /// @param previousOwner Who was the owner; zero at construction.
        /// @param newOwner Who is the owner now.
        event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

        /// @notice The reporter of depths changed.
        /// @param previousReporter Who reported before; zero for nobody.
        /// @param newReporter Who reports now; zero for nobody.
        event ReporterChanged(address indexed previousReporter, address indexed newReporter);

        /// @notice An asset was listed or delisted.
        /// @param asset The asset.
        /// @param listed Whether new borrowing may use it.
        event ListingChanged(address indexed asset, bool listed);

        /// @notice An asset's feed changed.
        /// @param asset The asset.
        /// @param oldFeed The feed before; zero at listing.
        /// @param newFeed The feed now.
        /// @param decimals Decimals of the new feed.
        /// @param interval Length of a sampling slot, seconds.
        /// @param history Whether missed rounds are looked up.
        event FeedChanged(
            address indexed asset,
            address indexed oldFeed,
            address indexed newFeed,
            uint8 decimals,
            uint32 interval,
            bool history
        );

        /// @notice An asset's rules changed.
        /// @param asset The asset.
        /// @param oldParameters The rules before; all zero at listing.
        /// @param newParameters The rules now.
        event ParametersChanged(address indexed asset, Parameters oldParameters, Parameters newParameters);

        /// @notice An asset's liquidity report changed.
        /// @param asset The asset.
        /// @param oldLiquidity The report before; all zero at listing.
        /// @param newLiquidity The report now.
        event LiquidityChanged(address indexed asset, Liquidity oldLiquidity, Liquidity newLiquidity);

        /// @notice A round of the feed became a sample.
        /// @param asset The asset.
        /// @param roundId The feed's round.
        /// @param price Its answer, at the feed's decimals.
        /// @param updatedAt When the feed wrote it.
        /// @param varianceFast Fast EWMA variance per second after it, 1e36.
        /// @param varianceSlow Slow EWMA variance per second after it, 1e36.
        /// @param varianceUsed Variance per second the ratios use after it, floor aside, 1e36.
        event Sampled(
            address indexed asset,
            uint80 roundId,
            uint256 price,
            uint64 updatedAt,
            uint256 varianceFast,
            uint256 varianceSlow,
            uint256 varianceUsed
        );

        /// @notice The ratios of an asset moved. Values as of this block; they ramp on between events.
        /// @param asset The asset.
        /// @param oldThreshold Liquidation threshold of existing loans before, wad.
        /// @param newThreshold The same, now.
        /// @param oldTarget The threshold the rules aimed at before, wad.
        /// @param newTarget The same, now.
        event RatiosUpdated(
            address indexed asset, uint256 oldThreshold, uint256 newThreshold, uint256 oldTarget, uint256 newTarget
        );

        /// @notice An asset in a batch could not be sampled; the others were.
        /// @param asset The asset.
        /// @param reason Selector of the error `poke` would have reverted with.
        event SampleFailed(address indexed asset, bytes4 reason);

        // ---------------------------------------------------------------- ownership

        /// @notice Who may change parameters.
        /// @return The owner.
        function owner() external view returns (address);

        /// @notice Who may accept ownership.
        /// @return The named successor, or zero.
        function pendingOwner() external view returns (address);

        /// @notice Names a successor; the zero address withdraws the nomination. Owner only.
        /// @param newOwner The successor.
        function transferOwnership(address newOwner) external;

        /// @notice Takes office. The named successor only.
        function acceptOwnership() external;

        // ---------------------------------------------------------------- governance, owner only

        /// @notice Lists an asset. Its decimals and its first round are read from the feed.
        /// @param asset The asset.
        /// @param feed Its price feed.
        /// @param interval Length of a sampling slot, seconds.
        /// @param history Whether missed rounds are looked up by `getRoundData`.
        /// @param firstSigma Annual volatility to start from, bps.
        /// @param parameters The rules.
        /// @param liquidity The liquidity report.
        function list(
            address asset,
            address feed,
            uint32 interval,
            bool history,
            uint32 firstSigma,
            Parameters calldata parameters,
            Liquidity calldata liquidity
        ) external;

        /// @notice Stops new borrowing against an asset; existing loans keep their threshold.
        /// @param asset The asset.
        function delist(address asset) external;

        /// @notice Allows new borrowing against a delisted asset again, by the rules it has.
        /// @param asset The asset.
        function relist(address asset) external;

        /// @notice Replaces an asset's feed. Volatility is kept; the first sample of the new feed measures no move.
        /// @param asset The asset.
        /// @param feed The new feed.
        /// @param interval Length of a sampling slot, seconds.
        /// @param history Whether missed rounds are looked up by `getRoundData`.
        function setFeed(address asset, address feed, uint32 interval, bool history) external;

        /// @notice Replaces an asset's rules, within bounds, steps and the minimum delay.
        /// @param asset The asset.
        /// @param parameters The new rules.
        function setParameters(address asset, Parameters calldata parameters) external;

        /// @notice Replaces an asset's liquidity report. Depth at most doubles per step and hour; falls are free.
        /// @param asset The asset.
        /// @param liquidity The new report.
        function setLiquidity(address asset, Liquidity calldata liquidity) external;

        /// @notice Names who may report depths beside the owner.
        /// @param newReporter The reporter; zero for nobody.
        function setReporter(address newReporter) external;

        // ---------------------------------------------------------------- the reporter

        /// @notice Replaces the depth in an asset's liquidity report, and its end. The reporter or the owner. At most four times
        /// the depth the owner reported last, at most three days ahead; it at most doubles per step and hour; falls are free.
        /// @param asset The asset.
        /// @param depth What the market absorbs at the report's slippage, whole units of the feed's quote currency.
        /// @param validUntil Until when the report may be used, Unix seconds.
        function reportDepth(address asset, uint64 depth, uint64 validUntil) external;

        // ---------------------------------------------------------------- sampling, anyone

        /// @notice Takes the samples that are due, at most one per slot, and moves the ratios.
        /// @param asset The asset.
        /// @return samples How many were taken; 0 when none was due.
        function poke(address asset) external returns (uint256 samples);

        /// @notice `poke` for many assets; one that fails is reported by `SampleFailed` and does not stop the others.
        /// @param assets The assets.
        /// @return samples How many samples were taken in all.
        function pokeMany(address[] calldata assets) external returns (uint256 samples);

        // ---------------------------------------------------------------- views

        /// @notice Everything a lender asks about an asset, as of this block.
        /// @param asset The asset.
        /// @return The figures; ramps and decay simulated to this block.
        function assetRisk(address asset) external view returns (AssetRisk memory);

        /// @notice Annual volatilities.
        /// @param asset The asset.
        /// @return fast Over about a day, wad, rounded up.
        /// @return slow Over about two weeks, wad, rounded up.
        /// @return used What the haircut uses: never below the floor, up at once, down slowly. Wad, rounded up.
        function sigma(address asset) external view returns (uint256 fast, uint256 slow, uint256 used);

        /// @notice Haircut of the collateral's value over the liquidation horizon.
        /// @param asset The asset.
        /// @return Wad, rounded up.
        function haircut(address asset) external view returns (uint256);

        /// @notice Liquidation threshold of existing loans.
        /// @param asset The asset.
        /// @return Wad.
        function liquidationThreshold(address asset) external view returns (uint256);

        /// @notice Highest LTV of new borrowing; 0 for a delisted asset.
        /// @param asset The asset.
        /// @return Wad.
        function openingLtv(address asset) external view returns (uint256);

        /// @notice Whether the asset had no sample for three fast time constants.
        /// @param asset The asset.
        /// @return True when stale.
        function isStale(address asset) external view returns (bool);

        /// @notice The newest sample and the variances after it.
        /// @param asset The asset.
        /// @return The sample.
        function lastSample(address asset) external view returns (Sample memory);

        /// @notice The newest samples of up to sixteen assets; those beyond are left out.
        /// @param assets The assets.
        /// @return In their order; zero where there is none.
        function observations(address[] calldata assets) external view returns (Observation[16] memory);

        /// @notice Who may report depths beside the owner.
        /// @return The reporter; zero for nobody.
        function reporter() external view returns (address);

        /// @notice Where the asset's prices come from.
        /// @param asset The asset.
        /// @return The feed; its address is zero when the asset was never listed.
        function feedOf(address asset) external view returns (Feed memory);

        /// @notice The asset's rules.
        /// @param asset The asset.
        /// @return The rules.
        function parameters(address asset) external view returns (Parameters memory);

        /// @notice The asset's liquidity report.
        /// @param asset The asset.
        /// @return The report.
        function liquidity(address asset) external view returns (Liquidity memory);
    }
}
