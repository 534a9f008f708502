//! The treasury of `balance-sheet`: losses and who bears them, the buffer, the pool's own capital.
#![allow(missing_docs, clippy::too_many_arguments)] // the natspec inside `sol!` documents the items

use alloy_sol_types::sol;

sol! {
    /// @title The treasury of a balance sheet
    /// @notice Overdue loans are provisioned, losses borne in a fixed order: what is owed to the buffer, the buffer, equity,
    /// gains not yet released, floating depositors. The same contract as `IBalanceSheet`, whose units, rounding and errors
    /// hold here.
    interface ITreasury {
        // ---------------------------------------------------------------- structs

        /// @notice Fixed loans past their maturity, of one maturity.
        struct Arrears {
            // What is owed, penalties aside.
            uint256 face;
            // What of it has been recorded as lost.
            uint256 provisioned;
            // What of it may be recorded as lost by now.
            uint256 required;
            // Penalty on all of it, if it were paid in this block.
            uint256 penalty;
        }

        /// @notice What stands behind a book.
        struct Backing {
            // The buffer pool; zero for none.
            address buffer;
            // What of its assets counts as liquidity.
            uint256 countable;
            // What of its assets bears losses.
            uint256 chargeable;
            // What the book owes it.
            uint256 owed;
            // What it owes the book for losses it bore.
            uint256 receivable;
            // Provisions for overdue loans that are still owed.
            uint256 provisions;
            // Instant of the last loss; zero for none.
            uint256 lostAt;
        }

        // ---------------------------------------------------------------- errors

        /// @notice The caller is not this book's buffer pool.
        /// @param token The token.
        /// @param caller Who tried.
        error NotBuffer(address token, address caller);

        /// @notice The buffer pool cannot be replaced while something is owed between it and the book.
        /// @param token The token.
        /// @param owed What the book owes it.
        /// @param receivable What it owes the book.
        error BufferInUse(address token, uint256 owed, uint256 receivable);

        // ---------------------------------------------------------------- events

        /// @notice The buffer pool of a book changed.
        /// @param token The token.
        /// @param previous The pool before; zero for none.
        /// @param current The pool now.
        event BufferChanged(address indexed token, address previous, address current);

        /// @notice What the buffer counts for changed.
        /// @param token The token.
        /// @param countable What of its assets counts as liquidity.
        /// @param chargeable What of its assets bears losses.
        event BackingChanged(address indexed token, uint256 countable, uint256 chargeable);

        /// @notice The buffer lent cash for redemptions.
        /// @param token The token.
        /// @param assets The amount.
        event BufferDrawn(address indexed token, uint256 assets);

        /// @notice The buffer was paid what it is owed.
        /// @param token The token.
        /// @param buffer Who was paid.
        /// @param assets The amount.
        event BufferRepaid(address indexed token, address indexed buffer, uint256 assets);

        /// @notice The buffer paid for losses it bore.
        /// @param token The token.
        /// @param assets The amount.
        event LossCovered(address indexed token, uint256 assets);

        /// @notice Overdue loans were provisioned.
        /// @param token The token.
        /// @param maturity When they were due.
        /// @param face What is owed.
        /// @param provisioned What of it has been recorded as lost.
        /// @param loss What of that is recorded now.
        event Provisioned(
            address indexed token, uint256 indexed maturity, uint256 face, uint256 provisioned, uint256 loss
        );

        /// @notice Floating debt of a desk was given up.
        /// @param token The token.
        /// @param desk The desk.
        /// @param shares Its debt shares.
        /// @param assets What they were worth.
        event WrittenOff(address indexed token, address indexed desk, uint256 shares, uint256 assets);

        /// @notice A loss was recorded, and borne in this order.
        /// @param token The token.
        /// @param owedToBuffer Cancelled of what was owed to the buffer.
        /// @param buffer What the buffer owes for it.
        /// @param equity What equity bore.
        /// @param drip What gains not yet released bore.
        /// @param floating What floating depositors bore.
        /// @param rest What none of them could bear: fixed claims bear their part of it as they are paid.
        event LossRecorded(
            address indexed token,
            uint256 owedToBuffer,
            uint256 buffer,
            uint256 equity,
            uint256 drip,
            uint256 floating,
            uint256 rest
        );

        /// @notice Capital came in.
        /// @param token The token.
        /// @param from Who reported it.
        /// @param assets The amount.
        /// @param madeGood What of it filled what losses had left below zero, and is nobody's capital.
        event EquityContributed(address indexed token, address indexed from, uint256 assets, uint256 madeGood);

        /// @notice Capital was paid out.
        /// @param token The token.
        /// @param receiver Who was paid.
        /// @param assets The amount.
        event EquityDistributed(address indexed token, address indexed receiver, uint256 assets);

        // ---------------------------------------------------------------- losses

        /// @notice Provisions overdue loans as they age: a quarter of the face after two weeks, half after four, all after
        /// eight. Anyone. Never refused by a limit, a pause or a rate.
        /// @param token The token.
        /// @param maturity When they were due.
        /// @return loss What was recorded as lost; zero if nothing had to be.
        function provision(address token, uint64 maturity) external returns (uint256 loss);

        /// @notice Gives up floating debt of a desk. The desk itself, or the owner.
        /// @param token The token.
        /// @param desk The desk.
        /// @param shares Its debt shares to give up.
        /// @return assets What they were worth: the loss.
        function writeOff(address token, address desk, uint256 shares) external returns (uint256 assets);

        /// @notice Overdue loans of a maturity, as of this block.
        /// @param token The token.
        /// @param maturity When they were due.
        /// @return What is owed, provisioned and due.
        function arrears(address token, uint64 maturity) external view returns (Arrears memory);

        // ---------------------------------------------------------------- the buffer

        /// @notice Names the buffer pool of a book. Owner only; while nothing is owed either way.
        /// @param token The token.
        /// @param pool The pool; zero for none.
        function setBuffer(address token, address pool) external;

        /// @notice Tells what of the buffer's assets counts. The buffer pool only.
        /// @param token The token.
        /// @param countable What cannot leave within thirty days, after haircuts: counts as liquidity.
        /// @param chargeable What can be charged with losses.
        function setBacking(address token, uint256 countable, uint256 chargeable) external;

        /// @notice Takes in cash that the buffer lends for redemptions, moved here before: at most what queues and no cash is
        /// there for. The buffer pool only.
        /// @param token The token.
        /// @param assets What was moved here.
        function drawBuffer(address token, uint256 assets) external;

        /// @notice Pays the buffer what it is owed, as far as there is cash that is not spoken for. Anyone. Nothing while a
        /// provision is open.
        /// @param token The token.
        /// @return assets What was paid.
        function repayBuffer(address token) external returns (uint256 assets);

        /// @notice Takes in what the buffer owes for losses it bore, moved here before. Anyone.
        /// @param token The token.
        /// @param assets What was moved here.
        function coverLoss(address token, uint256 assets) external;

        /// @notice What stands behind a book, as of this block.
        /// @param token The token.
        /// @return The figures.
        function backing(address token) external view returns (Backing memory);

        // ---------------------------------------------------------------- the pool's own capital

        /// @notice Takes in capital, moved here before. Anyone; nothing is owed for it but by the owner's decision. Where
        /// losses left the net value below zero, it makes that good first.
        /// @param token The token.
        /// @param assets What was moved here.
        function contributeEquity(address token, uint256 assets) external;

        /// @notice Pays capital out. Owner only; while no provision is open, and the book stays where no action costs.
        /// @param token The token.
        /// @param assets The amount.
        /// @param receiver Who is paid.
        function distributeEquity(address token, uint256 assets, address receiver) external;
    }
}
