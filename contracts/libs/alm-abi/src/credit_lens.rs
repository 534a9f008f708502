//! The interface of `credit-lens`: what collateral may lose, and what its sale does to its price.
#![allow(missing_docs, clippy::too_many_arguments)] // the natspec inside `sol!` documents the items

use alloy_sol_types::sol;

sol! {
    /// @title The credit risk of loans against collateral
    /// @notice Pure views: of any loan, put, market or series of outflows, and of the loans against an asset as the risk monitor
    /// counts them. Nothing is stored; every figure is of this block. Wads unless said otherwise; volatilities and rates by
    /// the year. Risks are rounded up.
    interface ICreditLens {
        // ---------------------------------------------------------------- structs

        /// @notice The worth of a put and what moves it.
        struct Greeks {
            // Worth, in the unit of spot and strike.
            uint256 value;
            // Change of the worth per change of the spot.
            int256 delta;
            // Change of delta per change of the spot: so many, times two to the power of the exponent.
            uint256 gamma;
            // The exponent.
            int256 gammaExponent;
            // Change of the worth per year that passes.
            int256 theta;
            // Change of the worth per change of the volatility by one.
            uint256 vega;
            // Probability that the put ends in the money.
            uint256 inTheMoney;
        }

        /// @notice What a loan may lose by the end of a horizon.
        struct Loss {
            // Probability that the proceeds do not cover the debt.
            uint256 probability;
            // Expected loss, in the loan's unit.
            uint256 expected;
            // Expected loss once there is one.
            uint256 givenShortfall;
            // Probability that the proceeds touch the debt before the end.
            uint256 firstPassage;
        }

        /// @notice A loan to be hedged with a perpetual.
        struct Hedge {
            // Worth of the collateral.
            uint128 exposure;
            // What is lent against it.
            uint128 debt;
            // Volatility of the collateral.
            uint64 sigmaSpot;
            // Volatility of the perpetual.
            uint64 sigmaPerpetual;
            // Their correlation.
            int64 correlation;
            // Years held.
            uint64 time;
            // What a short position pays by the year.
            int64 funding;
            // Fee and slippage of a trade, as a share of its worth.
            uint64 trading;
        }

        /// @notice What the hedge of least variance does.
        struct Hedged {
            // Short position per unit of the exposure.
            int256 ratio;
            // Volatility that is left.
            uint256 residual;
            // Expected loss without it.
            uint256 unhedged;
            // Expected loss with it.
            uint256 hedged;
            // Funding, and trades in and out.
            int256 cost;
            // Whether it saves more than it costs.
            bool worthwhile;
        }

        /// @notice A market, what happens to it, and how loans are liquidated in it.
        struct Market {
            // The price before.
            uint128 price;
            // What it falls by at once, as a share of it.
            uint64 shock;
            // Depth, units of collateral.
            uint128 depth;
            // How a sale moves the price: 0 exponential, 1 linear, 2 as a pool of constant product.
            uint8 impact;
            // Liquidation threshold.
            uint64 threshold;
            // Bonus on the repaid debt.
            uint64 bonus;
            // The part of a debt that is repaid at once.
            uint64 closeFactor;
        }

        /// @notice A loan, or many with one ratio of debt to collateral.
        struct Position {
            // Units of collateral.
            uint128 collateral;
            // Debt.
            uint128 debt;
        }

        /// @notice A sale and a price that hold each other.
        struct Clearing {
            // Units of collateral sold.
            uint256 sold;
            // The price they are sold at.
            uint256 price;
            // Debt that is left without collateral.
            uint256 badDebt;
            // How many of the positions are liquidated.
            uint256 liquidated;
            // Whether the iteration came to rest; if not, a rise is still below the mildest outcome, a fall above the worst.
            bool settled;
        }

        /// @notice What a shock sets off.
        struct Cascade {
            // The price after the shock, before anything is sold.
            uint256 price;
            // How much larger the fall becomes in the mildest outcome.
            uint256 amplification;
            // The mildest outcome.
            Clearing least;
            // The worst.
            Clearing greatest;
        }

        /// @notice A net outflow, and the seconds it follows the one before by.
        struct Outflow {
            // Above zero when it leaves.
            int128 amount;
            // Seconds since the one before; of the first, nothing.
            uint64 elapsed;
        }

        /// @notice What happens to an asset at once.
        struct Scenario {
            // What its price falls by, ppm.
            uint32 fall;
            // The part of its depth that is gone, ppm.
            uint32 thinner;
            // What its volatility rises by, ppm of it.
            uint32 wilder;
            // Interest by the year.
            int64 rate;
            // Seconds until all loans are due.
            uint32 horizon;
        }

        /// @notice The loans against an asset as puts their lenders are short.
        struct Book {
            // Price of the asset.
            uint256 price;
            // Its volatility.
            uint256 sigma;
            // Collateral, units of the asset.
            uint256 collateral;
            // Debt against it, rounded up to the cells' edges.
            uint256 debt;
            // Worth of the puts: the loss to be expected, discounted.
            uint256 value;
            // Units of the asset whose price risk the lenders bear.
            uint256 delta;
            // Change of that number per change of the price.
            uint256 gamma;
            // What the puts lose by the year that passes, hence what the lenders gain.
            int256 theta;
            // Change of their worth per change of the volatility by one.
            uint256 vega;
            // Debt expected to end without cover.
            uint256 uncovered;
        }

        // ---------------------------------------------------------------- errors

        /// @notice What answered is no risk monitor, or its engine knows no such asset.
        /// @param monitor The monitor asked.
        /// @param asset The asset.
        error NoAsset(address monitor, address asset);

        /// @notice A figure has no value in range: a spot, a strike or a volatility of zero, or numbers too far apart.
        error OutOfRange();

        /// @notice No such shape of the impact.
        /// @param have The number given.
        error UnknownImpact(uint256 have);

        /// @notice A list has more entries than one call takes.
        /// @param have The number of entries.
        /// @param want The most there may be.
        error TooMany(uint256 have, uint256 want);

        // ---------------------------------------------------------------- loans against an asset

        /// @notice How much collateral becomes liquidatable as the price of an asset falls, in steps of one per cent of the
        /// logarithm.
        /// @param monitor The risk monitor.
        /// @param asset The collateral.
        /// @return first The highest price at which some of what is told becomes liquidatable.
        /// @return collateral Units of it by step, 64 steps downwards: sixteen above the present price, which are liquidatable
        /// already, then those below.
        function density(address monitor, address asset)
            external view returns (uint256 first, uint256[64] memory collateral);

        /// @notice What a scenario sets off among the loans against an asset, of the same 64 steps, and what they are as puts
        /// before anything is sold.
        /// @param monitor The risk monitor.
        /// @param asset The collateral.
        /// @param scenario What happens; all zero but horizon and rate for the book as it is.
        /// @return cascade What is sold.
        /// @return puts The loans as puts.
        function stress(address monitor, address asset, Scenario calldata scenario)
            external view returns (Cascade memory cascade, Book memory puts);

        /// @notice The mildest fall, and the mildest loss of depth, at which the bad debt of the worst outcome exceeds a limit, by
        /// bisection, the rest as in the scenario.
        /// @param monitor The risk monitor.
        /// @param asset The collateral.
        /// @param scenario What happens besides.
        /// @param limit The bad debt that is borne.
        /// @return fall The least fall, ppm; the largest number if none does it.
        /// @return thinner The least part of the depth that is gone, ppm; the largest number if none does it.
        function reverseStress(address monitor, address asset, Scenario calldata scenario, uint128 limit)
            external view returns (uint256 fall, uint256 thinner);

        // ---------------------------------------------------------------- any loan

        /// @notice A put by Black, Scholes and Merton.
        /// @param spot Price of what it is on.
        /// @param strike Its strike.
        /// @param sigma Volatility.
        /// @param rate Interest.
        /// @param carry What the asset earns.
        /// @param time Years to its end, 1e27.
        /// @return Its worth and what moves it.
        function putOf(uint128 spot, uint128 strike, uint64 sigma, int64 rate, int64 carry, uint128 time)
            external pure returns (Greeks memory);

        /// @notice What a loan may lose, lognormally.
        /// @param value Worth of the collateral.
        /// @param debt The debt.
        /// @param cost Share lost in the sale.
        /// @param sigma Volatility.
        /// @param drift Drift by the year.
        /// @param horizon Seconds until the collateral is sold.
        /// @return The figures.
        function lossOf(uint128 value, uint128 debt, uint64 cost, uint64 sigma, int64 drift, uint32 horizon)
            external pure returns (Loss memory);

        /// @notice Haircuts of collateral.
        /// @param cost Share lost in the sale.
        /// @param sigma Volatility.
        /// @param drift Drift by the year.
        /// @param horizon Seconds until it is sold.
        /// @param quantile Deviations at the confidence level.
        /// @return atRisk By value at risk.
        /// @return shortfall By expected shortfall.
        function haircutsOf(uint64 cost, uint64 sigma, int64 drift, uint32 horizon, uint64 quantile)
            external pure returns (uint256 atRisk, uint256 shortfall);

        /// @notice The hedge of least variance.
        /// @param hedge What is hedged, and with what.
        /// @return What it does.
        function hedgeOf(Hedge calldata hedge) external pure returns (Hedged memory);

        /// @notice How far a hedge may drift before it is set right, and the volatilities that pay for doing so.
        /// @param discount Discount factor to the end.
        /// @param cost Of a trade, as a share.
        /// @param spot The price.
        /// @param gamma Gamma of the position.
        /// @param aversion Absolute risk aversion.
        /// @param sigma Volatility.
        /// @param interval Years between two trades.
        /// @return band Half of the band of delta (Whalley and Wilmott).
        /// @return number Leland's number.
        /// @return short The volatility a short put has to be sold at.
        /// @return long The volatility a put may be bought at.
        function rebalancingOf(
            uint64 discount, uint64 cost, uint128 spot, uint64 gamma, uint64 aversion, uint64 sigma, uint64 interval
        ) external pure returns (uint256 band, uint256 number, uint256 short, uint256 long);

        // ---------------------------------------------------------------- any market, any pool

        /// @notice What a shock sets off.
        /// @param market The market and the shock.
        /// @param rounds The most steps of the iteration.
        /// @param positions At most 128 loans.
        /// @return The outcome.
        function cascadeOf(Market calldata market, uint32 rounds, Position[] calldata positions)
            external pure returns (Cascade memory);

        /// @notice Mean and variance of net outflows, exponentially weighted.
        /// @param tau The time constant, seconds.
        /// @param outflows At most 128, by increasing time.
        /// @return mean The mean.
        /// @return variance The variance.
        /// @return surprise How many deviations the last lay above the mean before it.
        function outflowsOf(uint64 tau, Outflow[] calldata outflows)
            external pure returns (int256 mean, uint256 variance, int256 surprise);

        /// @notice How likely a Brownian outflow is to exhaust what is liquid, and when its mean does.
        /// @param mean Mean outflow by unit of time.
        /// @param deviation Its deviation by the root of that unit.
        /// @param horizon In that unit.
        /// @param liquid What is liquid.
        /// @return probability Before the horizon's end.
        /// @return time What is liquid over the mean, a whole number of that unit; the largest number if nothing leaves.
        function exhaustionOf(int128 mean, uint128 deviation, uint128 horizon, uint128 liquid)
            external pure returns (uint256 probability, uint256 time);

        /// @notice How concentrated balances are.
        /// @param balances At most 128.
        /// @return index Sum of the squared shares.
        /// @return holders The number of equal holders that would be as concentrated.
        /// @return largest The largest share.
        function concentrationOf(uint128[] calldata balances)
            external pure returns (uint256 index, uint256 holders, uint256 largest);

        // ---------------------------------------------------------------- ERC-165

        /// @notice Whether this contract implements an interface.
        /// @param interfaceId Its identifier.
        /// @return Whether it does.
        function supportsInterface(bytes4 interfaceId) external view returns (bool);
    }
}
