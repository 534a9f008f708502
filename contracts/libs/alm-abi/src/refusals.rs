//! Why the rules refuse, as errors: one shape for all, repeated in the interface of every contract that runs the rules.
#![allow(missing_docs)] // the natspec inside `sol!` documents the items

use alloy_sol_types::sol;

sol! {
    /// @title Refusals of the rules
    /// @notice Each names what there is or was given, and what is needed or allowed.
    interface IRefusals {
        /// @notice A figure leaves the range it is stored in: have the figure (saturated), want the largest allowed.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error AmountTooLarge(int256 have, int256 want);

        /// @notice More is taken than there is: have what there is, want what was asked.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error AmountTooSmall(int256 have, int256 want);

        /// @notice An amount, a face or a number of shares is zero, or rounds to zero.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error ZeroAmount(int256 have, int256 want);

        /// @notice A maturity is not on the weekly grid: have it, want the next that is.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error MaturityOffGrid(int256 have, int256 want);

        /// @notice A maturity has passed: have it, want the first open one.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error MaturityPassed(int256 have, int256 want);

        /// @notice A maturity is too far ahead: have it, want the last open one.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error MaturityTooFar(int256 have, int256 want);

        /// @notice A claim has not matured: have now, want its maturity.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error NotMatured(int256 have, int256 want);

        /// @notice Cash would not cover what must be kept: have the cash at hand, want the payment.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error CashShort(int256 have, int256 want);

        /// @notice A cap would be passed: have the new total, want the cap.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error CapExceeded(int256 have, int256 want);

        /// @notice A position or request would be too small: have it, want the smallest allowed.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error BelowMinimum(int256 have, int256 want);

        /// @notice A price is worse than the caller accepts: have the price or amount, want the caller's bound.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error SlippageExceeded(int256 have, int256 want);

        /// @notice The caller's deadline has passed: have now, want the deadline.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error DeadlinePassed(int256 have, int256 want);

        /// @notice Liquidity would end outside its edge: have the surplus after, want the least allowed.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error LiquidityBand(int256 have, int256 want);

        /// @notice The duration gap would end outside its edge: have the gap after (absolute), want the most allowed.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error DurationBand(int256 have, int256 want);

        /// @notice No floating deposit while they are worth nothing or in a loss's block; no fixed one while claims lack cover.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error DepositsClosed(int256 have, int256 want);

        /// @notice New risk is paused.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error Paused(int256 have, int256 want);

        /// @notice A request cannot be settled or claimed yet: have now, want the first instant it can.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error TooEarly(int256 have, int256 want);

        /// @notice The rate or the curve is missing or too old: have its age, want the greatest age.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error RateStale(int256 have, int256 want);

        /// @notice A governed figure is outside its compiled bounds: have the figure, want the bound.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error OutOfBounds(int256 have, int256 want);
    }
}
