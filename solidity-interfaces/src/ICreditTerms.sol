// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity >=0.8.20;

// Generated from contracts/libs/alm-abi by `cargo alm check --update`; edit it there.

/// @title The terms of a credit desk
/// @notice One risk source pushes terms of collateral; the desk holds them inside bounds of its own and lets existing loans
/// feel a tightening by a ramp only. The same contract as `ICreditDesk`.
/// @dev Ratios 1e-7 (ten million is one); values wad of the feeds' quote currency; amounts in base units; prices at the
/// feed's decimals; times in Unix seconds.
interface ICreditTerms {
    // ---------------------------------------------------------------- structs

    /// @notice Terms of a collateral as the risk source pushes them, in the order of their index in `TermOutOfBounds`.
    struct CollateralTerms {
        // 0: Highest loan to value of new borrowing; below the threshold, zero: not for new borrowing.
        uint32 openLtv;
        // 1: Liquidation threshold at the end of the ramp. At least 1e-4, and threshold (1 + bonus) at most 0.995.
        uint32 threshold;
        // 2: Greatest liquidation bonus, part of the value repaid; at most 0.2; kept in steps of 1e-5, rounded down. Half of it
        // is paid where health is one.
        uint32 bonus;
        // 3: When existing loans reach the threshold: from the one in force they get there linearly. A fall takes a day for
        // each 0.2; a rise may be at once (any instant up to now).
        uint40 rampEnd;
        // 4: After this instant the terms support no new risk. Exits and liquidation go on. At most 30 days ahead.
        uint40 validUntil;
    }

    /// @notice Terms of a collateral as of this block.
    struct TermsInForce {
        // Highest loan to value of new borrowing, as pushed.
        uint32 openLtv;
        // Liquidation threshold now.
        uint32 thresholdNow;
        // Liquidation threshold when the ramp began.
        uint32 thresholdFrom;
        // Liquidation threshold at its end.
        uint32 threshold;
        // Greatest liquidation bonus now: as pushed, and so small that the threshold now leaves room for it.
        uint32 bonus;
        // When the ramp began.
        uint40 rampStart;
        // When it ends.
        uint40 rampEnd;
        // After this instant the terms support no new risk.
        uint40 validUntil;
    }

    /// @notice The credit for diversification as the risk source pushes it: for an account, with the haircut value (1 - ratio)
    /// of every collateral summed by group, the part `credit` of all but the largest group's haircuts is given back.
    /// @dev For a pairwise correlation of at most rho between groups, `2 - sqrt(2 + 2 rho)` never gives back more than the
    /// haircut of the portfolio is below the sum of haircuts, whatever the mix.
    struct PortfolioCredit {
        // 5: The part at the end of the ramp; at most 0.25.
        uint32 credit;
        // 6: When existing loans reach it, linearly; a fall takes a day for each 0.05.
        uint40 rampEnd;
        // 7: After this instant it gives nothing to new risk. At most 30 days ahead.
        uint40 validUntil;
    }

    /// @notice The credit for diversification as of this block.
    struct CreditInForce {
        // The part now.
        uint32 creditNow;
        // The part when the ramp began.
        uint32 creditFrom;
        // The part at its end.
        uint32 credit;
        // When the ramp began.
        uint40 rampStart;
        // When it ends.
        uint40 rampEnd;
        // After this instant it gives nothing to new risk.
        uint40 validUntil;
    }

    /// @notice What the owner says of an asset, in the order of its index in `TermOutOfBounds`.
    struct AssetConfig {
        // Its price feed; all feeds have one quote currency.
        address feed;
        // 8: Oldest price that supports new risk, seconds.
        uint24 heartbeat;
        // 9: Lowest price that counts; stored with 18 significant bits, rounded up. At least 1.
        uint88 priceFloor;
        // 10: Highest price that counts; stored with 18 significant bits, rounded up.
        uint88 priceCeiling;
        // 11: Group of assets that fall together, 0 to 15: diversification counts between groups.
        uint8 group;
        // 12: Smallest debt in debt shares or face, as a power of ten of base units, at most 24.
        uint8 minimumExponent;
        // Most of it that is taken as collateral.
        uint96 cap;
    }

    /// @notice An asset as of this block.
    struct Asset {
        // Its number, from 0; assets are never removed.
        uint8 index;
        // Decimals of the token and of the feed together.
        uint8 decimals;
        // What the owner says of it.
        AssetConfig config;
        // What lies in custody for all accounts.
        uint96 held;
        // The last observed price, zero before the first.
        uint88 observed;
        // The price observed before it.
        uint88 previous;
        // When the last one was observed, to 256 s, rounded down.
        uint40 observedAt;
    }

    /// @notice Who may do what, and what holds for all assets.
    struct Desk {
        // Where loans come from.
        address balanceSheet;
        // Who pushes terms.
        address riskSource;
        // Who may pause new risk, and close a collateral to it.
        address guardian;
        // Tells whether the sequencer is up; zero for none.
        address sequencerFeed;
        // Seconds after a restart of the sequencer in which there is no new risk.
        uint32 grace;
        // New risk is paused.
        bool paused;
        // Collateral worth less than this, in whole units of the quote currency, covers nothing: bad debt is realised.
        uint24 dust;
        // How many assets there are.
        uint8 assets;
    }

    // ---------------------------------------------------------------- errors

    /// @notice The caller is not the risk source.
    /// @param caller Who tried.
    error NotRiskSource(address caller);

    /// @notice The caller is neither the guardian nor the owner.
    /// @param caller Who tried.
    error NotGuardian(address caller);

    /// @notice The desk knows no such asset.
    /// @param asset The asset.
    error AssetNotListed(address asset);

    /// @notice The desk knows the asset already.
    /// @param asset The asset.
    error AssetAlreadyListed(address asset);

    /// @notice No further asset can be listed.
    /// @param have How many there are.
    error TooManyAssets(uint256 have);

    /// @notice A pushed or governed figure lies outside the bounds compiled into the contract.
    /// @param term Its index in the structs above.
    /// @param have The figure given.
    /// @param want The bound it passes.
    error TermOutOfBounds(uint256 term, uint256 have, uint256 want);

    /// @notice The feed reverted, or answered nothing, as an address without code does.
    /// @param feed The feed.
    error FeedFailed(address feed);

    /// @notice The feed returned something that is no round.
    /// @param feed The feed.
    error FeedGarbage(address feed);

    /// @notice The feed's answers have more decimals than are accepted.
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

    /// @notice A price is too old for new risk.
    /// @param feed The feed.
    /// @param have Its age.
    /// @param want The greatest age.
    error PriceStale(address feed, uint256 have, uint256 want);

    /// @notice A price lies outside the asset's bounds.
    /// @param feed The feed.
    /// @param have The price.
    /// @param want The bound it passes.
    error PriceOutOfBounds(address feed, uint256 have, uint256 want);

    /// @notice There is no observed price of an asset yet: no new risk before two observations.
    /// @param feed The asset's feed.
    error PriceNotObserved(address feed);

    /// @notice The sequencer is down, or has been up for too short a time.
    /// @param have Now.
    /// @param want From when on there is new risk again; 2^128 - 1 while it is down.
    error SequencerDown(uint256 have, uint256 want);

    // ---------------------------------------------------------------- events

    /// @notice Terms of a collateral were pushed.
    /// @param asset The collateral.
    /// @param source Who pushed them.
    /// @param previous The terms before, as of this block.
    /// @param current The terms now.
    event CollateralTermsChanged(
        address indexed asset, address indexed source, TermsInForce previous, TermsInForce current
    );

    /// @notice The credit for diversification was pushed.
    /// @param source Who pushed it.
    /// @param previous The credit before, as of this block.
    /// @param current The credit now.
    event PortfolioCreditChanged(address indexed source, CreditInForce previous, CreditInForce current);

    /// @notice What the owner says of an asset changed.
    /// @param asset The asset.
    /// @param previous Before; zero at listing.
    /// @param current Now.
    event AssetChanged(address indexed asset, AssetConfig previous, AssetConfig current);

    /// @notice The risk source changed.
    /// @param previous The source before.
    /// @param current The source now.
    event RiskSourceChanged(address previous, address current);

    /// @notice The guardian changed.
    /// @param previous The guardian before.
    /// @param current The guardian now.
    event GuardianChanged(address previous, address current);

    /// @notice The sequencer feed changed.
    /// @param feed The feed; zero for none.
    /// @param grace Seconds after a restart in which there is no new risk.
    event SequencerChanged(address feed, uint256 grace);

    /// @notice What is dust changed.
    /// @param previous Before, whole units of the quote currency.
    /// @param current Now.
    event DustChanged(uint256 previous, uint256 current);

    /// @notice New risk was paused or allowed again.
    /// @param paused Whether it is paused now.
    event PauseChanged(bool paused);

    /// @notice A price was observed.
    /// @param asset The asset.
    /// @param price The price, as stored.
    event Observed(address indexed asset, uint256 price);

    // ---------------------------------------------------------------- the risk source

    /// @notice Pushes the terms of a collateral, in one piece. The risk source only.
    /// @param asset The collateral.
    /// @param terms Its terms.
    function setCollateralTerms(address asset, CollateralTerms calldata terms) external;

    /// @notice Pushes the credit for diversification. The risk source only.
    /// @param terms The credit.
    function setPortfolioCredit(PortfolioCredit calldata terms) external;

    // ---------------------------------------------------------------- anyone

    /// @notice Notes the prices of assets. New risk is measured by the worst of the price now and the last two noted, and a
    /// price is noted at most once in half an hour: so a price has to hold for that long before it helps a borrower.
    /// Assets noted too short a time ago, and those whose feed fails, are passed over. Anyone.
    /// @param assets The assets.
    function observe(address[] calldata assets) external;

    /// @notice Tells the risk source how an account stands: of each named asset the collateral there is, and the part of the debt
    /// it stands for, in proportion to what counts. Anyone, of any account; its histogram of liquidation prices is made of this.
    /// @param account The account.
    /// @param assets The assets.
    function report(address account, address[] calldata assets) external;

    /// @notice Terms of a collateral as of this block.
    /// @param asset The collateral.
    /// @return The terms.
    function collateralTerms(address asset) external view returns (TermsInForce memory);

    /// @notice The credit for diversification as of this block.
    /// @return The credit.
    function portfolioCredit() external view returns (CreditInForce memory);

    /// @notice An asset.
    /// @param asset The token.
    /// @return The asset.
    function assetOf(address asset) external view returns (Asset memory);

    /// @notice The token of an asset.
    /// @param index Its number.
    /// @return The token; zero where there is none.
    function assetAt(uint8 index) external view returns (address);

    /// @notice Who may do what, and what holds for all assets.
    /// @return The figures.
    function desk() external view returns (Desk memory);

    // ---------------------------------------------------------------- the guardian

    /// @notice Pauses new risk, or allows it again: that the owner only. Repaying, leaving and liquidation go on.
    /// @param paused Whether to pause.
    function setPaused(bool paused) external;

    /// @notice Takes a collateral out of new borrowing: its opening loan to value becomes zero, its threshold stays. The
    /// guardian, the owner or the risk source, whose next push may open it again.
    /// @param asset The collateral.
    function closeCollateral(address asset) external;

    // ---------------------------------------------------------------- the owner

    /// @notice Lists an asset, as collateral and to borrow. Owner only. Collateral it is from its first terms on.
    /// @param asset The token.
    /// @param config What is said of it.
    function listAsset(address asset, AssetConfig calldata config) external;

    /// @notice Changes what is said of an asset. Owner only. A new feed must have the decimals of the old.
    /// @param asset The token.
    /// @param config What is said of it.
    function setAsset(address asset, AssetConfig calldata config) external;

    /// @notice Names the risk source. Owner only.
    /// @param source Who pushes terms; zero for nobody.
    function setRiskSource(address source) external;

    /// @notice Names the guardian. Owner only.
    /// @param newGuardian Who may pause; zero for the owner alone.
    function setGuardian(address newGuardian) external;

    /// @notice Names the feed that tells whether the sequencer is up. Owner only.
    /// @param feed The feed; zero for none.
    /// @param grace Seconds after a restart in which there is no new risk; at most a day.
    function setSequencer(address feed, uint32 grace) external;

    /// @notice Sets what is dust. Owner only.
    /// @param dust Whole units of the quote currency, at most 1000.
    function setDust(uint24 dust) external;
}
