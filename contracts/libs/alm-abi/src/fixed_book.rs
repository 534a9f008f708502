//! The fixed side of `balance-sheet`: positions by maturity, their quotes, terms and limits.
#![allow(missing_docs, clippy::too_many_arguments)] // the natspec inside `sol!` documents the items

use alloy_sol_types::sol;

sol! {
    /// @title The fixed positions of a balance sheet
    /// @notice Zero-coupon deposits and loans on a weekly grid, made through desks: paid for now, due at their maturity. The
    /// same contract as `IBalanceSheet`, whose units, rounding and errors hold here.
    /// @dev A desk moves tokens there first and then reports them.
    interface IFixedBook {
        // ---------------------------------------------------------------- structs

        /// @notice The governed terms of fixed positions, in the order of their index in `TermOutOfBounds`.
        struct FixedTerms {
            // 12: Half of the spread around the curve, bps by the year, at most 255.
            uint8 halfSpread;
            // 13: Move of interest rates that turns a duration gap into a loss, bps; zero: the gap is not limited.
            uint16 shock;
            // 14: Loss in one shock beyond which actions cost, bps of the scale.
            uint16 neutralLoss;
            // 15: Greatest loss in one shock after new lending and new fixed positions, bps of the scale.
            uint16 lendingLoss;
            // 16: Greatest loss in one shock after leaving early, bps of the scale.
            uint16 exitLoss;
            // 17: Cap of the faces of all fixed deposits not yet due, base units.
            uint96 depositCap;
        }

        /// @notice What a desk may do at a book with fixed positions. The term desk of a book has no line: the book's cap is
        /// its own.
        struct FixedLine {
            // Most it may owe as fixed loans, face.
            uint96 loanCap;
            // What it owes, face.
            uint96 loans;
            // Most that may be owed to it as fixed deposits, face.
            uint96 depositCap;
            // What is owed to it, face.
            uint96 deposits;
        }

        /// @notice What the limits of a book are read from, as of this block.
        struct Limits {
            // Liquidity surplus.
            int256 surplus;
            // Loss of value when rates rise by a basis point, fixed assets less fixed liabilities.
            int256 gap;
            // What the book's imbalance costs.
            uint256 potential;
            // What imbalance is measured by.
            uint256 scale;
            // What the ladder's present value adds to the amortised cost, on the curve where it is lower.
            int256 markLow;
            // The same, on the curve where it is higher.
            int256 markHigh;
            // Fixed liabilities due within thirty days.
            uint256 dueLiabilities;
            // Fixed assets due within thirty days.
            uint256 dueAssets;
            // Fixed deposits past their maturity, not collected yet.
            uint256 matured;
            // Fixed loans past their maturity, not repaid yet.
            uint256 overdue;
            // Set aside for settled redemptions.
            uint256 reserved;
            // Floating deposits that queue to leave.
            uint256 queued;
            // Part of the floating deposits expected to leave within 30 days, ppm.
            uint256 runOff;
            // Day of the last strike, since 1970.
            uint256 epoch;
        }

        /// @notice What a book holds and owes as of this block, in one read: for analysis. Amounts in base units.
        struct Position {
            // Received less sent, exactly.
            uint256 cash;
            // Floating loans with interest, rounded up.
            uint256 floatingLoans;
            // Fixed loans past their maturity, not repaid yet, net of provisions.
            uint256 overdue;
            // What is owed before the floating depositors, net of overdue assets.
            int256 claims;
            // Gains not yet released.
            uint256 drip;
            // What the floating depositors own.
            int256 netValue;
            // The pool's own capital.
            uint256 equity;
            // The funded imbalance potential.
            uint256 pot;
            // Set aside for settled redemptions.
            uint256 reserved;
            // Fixed deposits past their maturity, not collected yet.
            uint256 matured;
            // What of the buffer pool's assets counts as liquidity.
            uint256 countable;
            // The largest holder's part of the floating deposits, an upper bound.
            uint256 top;
            // Floating deposits that queue to leave.
            uint256 queued;
            // Fixed liabilities due within thirty days.
            uint256 dueLiabilities;
            // Fixed assets due within thirty days.
            uint256 dueAssets;
            // Part of the other floating deposits expected to leave within thirty days, ppm.
            uint256 runOff;
            // Weight of the outflow that liquidity must cover, bps.
            uint256 outflowWeight;
            // The rate model.
            address rateModel;
            // The instant of these figures.
            uint256 timestamp;
        }

        // ---------------------------------------------------------------- events

        /// @notice The governed terms of fixed positions changed.
        /// @param token The token.
        /// @param previous The terms before.
        /// @param current The terms now.
        event FixedTermsChanged(address indexed token, FixedTerms previous, FixedTerms current);

        /// @notice The term desk of a book changed.
        /// @param token The token.
        /// @param previous The desk before; zero for none.
        /// @param current The desk now.
        event TermDeskChanged(address indexed token, address previous, address current);

        /// @notice A desk's caps on fixed positions changed.
        /// @param token The token.
        /// @param desk The desk.
        /// @param loanCap The most it may owe, face.
        /// @param depositCap The most that may be owed to it, face.
        event FixedLineChanged(address indexed token, address indexed desk, uint256 loanCap, uint256 depositCap);

        /// @notice Weeks fell due.
        /// @param token The token.
        /// @param maturity The last grid date passed, Unix seconds.
        /// @param overdue Faces of fixed loans that fell due unpaid.
        /// @param matured Faces of fixed deposits that fell due.
        event Rolled(address indexed token, uint256 maturity, uint256 overdue, uint256 matured);

        /// @notice A fixed deposit was made.
        /// @param token The token.
        /// @param desk The desk that made it.
        /// @param maturity When it is due.
        /// @param assets What was paid for it, fee included.
        /// @param face What is owed at maturity, premium included.
        /// @param fee What the imbalance it causes cost.
        /// @param premium What of the face rewards the repair of imbalance.
        event FixedFunded(
            address indexed token,
            address indexed desk,
            uint256 indexed maturity,
            uint256 assets,
            uint256 face,
            uint256 fee,
            uint256 premium
        );

        /// @notice A fixed deposit left before its maturity.
        /// @param token The token.
        /// @param desk The desk it was made through.
        /// @param maturity When it would have been due.
        /// @param face What would have been owed.
        /// @param assets What was paid.
        /// @param fee What the imbalance it causes cost.
        /// @param receiver Who was paid.
        event FixedDefunded(
            address indexed token,
            address indexed desk,
            uint256 indexed maturity,
            uint256 face,
            uint256 assets,
            uint256 fee,
            address receiver
        );

        /// @notice A fixed deposit was collected after its maturity, or deposited anew.
        /// @param token The token.
        /// @param desk The desk it was made through.
        /// @param maturity When it was due.
        /// @param face What was owed.
        /// @param assets What was paid: the face, less its part of what nobody before fixed claims could bear.
        /// @param receiver Who was paid; zero if it was deposited anew.
        event FixedRedeemed(
            address indexed token,
            address indexed desk,
            uint256 indexed maturity,
            uint256 face,
            uint256 assets,
            address receiver
        );

        /// @notice A fixed loan was made.
        /// @param token The token.
        /// @param desk The desk that owes it.
        /// @param maturity When it is due.
        /// @param face What is owed at maturity.
        /// @param assets What was paid out.
        /// @param fee What the imbalance it causes cost.
        /// @param slope How fast its amortised cost approaches the face, base units per second, 2^-26.
        /// @param receiver Who was paid.
        event FixedDrawn(
            address indexed token,
            address indexed desk,
            uint256 indexed maturity,
            uint256 face,
            uint256 assets,
            uint256 fee,
            uint256 slope,
            address receiver
        );

        /// @notice A fixed loan was repaid, early or late.
        /// @param token The token.
        /// @param desk The desk that owed it.
        /// @param maturity When it is or was due.
        /// @param face What was owed.
        /// @param assets What was paid, fee included.
        /// @param fee What the imbalance it causes cost.
        event FixedRestored(
            address indexed token,
            address indexed desk,
            uint256 indexed maturity,
            uint256 face,
            uint256 assets,
            uint256 fee
        );

        // ---------------------------------------------------------------- desks

        /// @notice Takes in a fixed deposit the desk has moved here. The term desk, or a desk within its fixed line. Charges it
        /// for the imbalance it causes; what it repairs is a premium, part of the face. Closed while losses that nobody before
        /// fixed claims could bear are not made good: `DepositsClosed` with nothing, and what is missing.
        /// @param token The token.
        /// @param maturity When it is due: a grid date, at most 104 weeks ahead.
        /// @param assets What was moved here.
        /// @param minFace Least face to accept.
        /// @return face What is owed at maturity, rounded down.
        function fundFixed(address token, uint64 maturity, uint256 assets, uint256 minFace)
            external returns (uint256 face);

        /// @notice Pays a fixed deposit out before its maturity: the lower of its amortised cost and its value, less the
        /// half-spread, the imbalance it causes and its part of losses, as in `redeemFixed`. The desk it was made through.
        /// @param token The token.
        /// @param maturity When it would be due.
        /// @param face What would be owed.
        /// @param minAssets Least payment to accept.
        /// @param receiver Who is paid.
        /// @return assets What was paid, rounded down.
        function defundFixed(address token, uint64 maturity, uint256 face, uint256 minAssets, address receiver)
            external returns (uint256 assets);

        /// @notice Pays a fixed deposit at or after its maturity. The desk it was made through. Never refused by a limit, a
        /// pause or a rate. While losses that nobody before fixed claims could bear are not made good, it pays the face less
        /// its part of them: all claims bear as much a unit of face, whoever comes first.
        /// @param token The token.
        /// @param maturity When it was due.
        /// @param face What is owed.
        /// @param receiver Who is paid.
        /// @return assets What was paid, rounded down.
        function redeemFixed(address token, uint64 maturity, uint256 face, address receiver)
            external returns (uint256 assets);

        /// @notice Deposits a matured claim anew, without moving tokens. The desk it was made through.
        /// @param token The token.
        /// @param matured When it was due.
        /// @param face What is owed.
        /// @param maturity When the new deposit is due.
        /// @param minFace Least new face to accept.
        /// @return newFace What is owed at the new maturity, rounded down.
        function rollFixed(address token, uint64 matured, uint256 face, uint64 maturity, uint256 minFace)
            external returns (uint256 newFace);

        /// @notice Pays out a fixed loan to a desk's client. Desks only, within their fixed line.
        /// @param token The token.
        /// @param maturity When it is due: a grid date, at most 104 weeks ahead.
        /// @param face What the desk owes at maturity.
        /// @param minAssets Least payment to accept.
        /// @param receiver Who is paid.
        /// @return assets What was paid, the fee taken off, rounded down.
        /// @return slope How fast its amortised cost approaches the face, base units per second, 2^-26, rounded down. The
        /// desk gives it back, or its part of it, when it repays.
        function drawFixed(address token, uint64 maturity, uint256 face, uint256 minAssets, address receiver)
            external returns (uint256 assets, uint256 slope);

        /// @notice Takes in the repayment of a fixed loan the desk has moved here: before maturity the higher of its amortised
        /// cost and its value, at most the face, and what imbalance it causes; without a rate, the face. After maturity the face
        /// and twice the floating rate on it since. Desks only. Never refused by a limit or a pause.
        /// @param token The token.
        /// @param maturity When it is or was due.
        /// @param face What is owed.
        /// @param slope What `drawFixed` answered for it, or its part of that.
        /// @param maxAssets Most to accept as its cost.
        /// @return assets What was taken in, rounded up.
        function restoreFixed(address token, uint64 maturity, uint256 face, uint256 slope, uint256 maxAssets)
            external returns (uint256 assets);

        /// @notice What `fundFixed` would answer; the caller's line aside.
        /// @param token The token.
        /// @param maturity When it is due.
        /// @param assets What would be moved here.
        /// @return face What would be owed at maturity.
        function previewFundFixed(address token, uint64 maturity, uint256 assets) external view returns (uint256 face);

        /// @notice What `defundFixed` would answer; the caller's line aside.
        /// @param token The token.
        /// @param maturity When it would be due.
        /// @param face What would be owed.
        /// @return assets What would be paid.
        function previewDefundFixed(address token, uint64 maturity, uint256 face) external view returns (uint256 assets);

        /// @notice What `drawFixed` would answer; the caller's line aside.
        /// @param token The token.
        /// @param maturity When it is due.
        /// @param face What would be owed at maturity.
        /// @return assets What would be paid.
        /// @return slope How fast its amortised cost would approach the face.
        function previewDrawFixed(address token, uint64 maturity, uint256 face)
            external view returns (uint256 assets, uint256 slope);

        /// @notice What `restoreFixed` would answer; the caller's line aside.
        /// @param token The token.
        /// @param maturity When it is or was due.
        /// @param face What is owed.
        /// @param slope What `drawFixed` answered for it, or its part of that.
        /// @return assets What would be taken in.
        function previewRestoreFixed(address token, uint64 maturity, uint256 face, uint256 slope)
            external view returns (uint256 assets);

        /// @notice The term desk of a book; zero for none.
        /// @param token The token.
        /// @return The desk.
        function termDeskOf(address token) external view returns (address);

        /// @notice A desk's caps on fixed positions, and what it holds.
        /// @param token The token.
        /// @param desk The desk.
        /// @return The line.
        function fixedLineOf(address token, address desk) external view returns (FixedLine memory);

        // ---------------------------------------------------------------- anyone

        /// @notice The governed terms of fixed positions.
        /// @param token The token.
        /// @return The terms.
        function fixedTerms(address token) external view returns (FixedTerms memory);

        /// @notice What the limits of a book are read from, as of this block.
        /// @param token The token.
        /// @return The figures.
        function limits(address token) external view returns (Limits memory);

        /// @notice What a book holds and owes, as of this block.
        /// @param token The token.
        /// @return The figures.
        function position(address token) external view returns (Position memory);

        /// @notice The ladder: faces by maturity, as of this block.
        /// @param token The token.
        /// @return firstMaturity The next grid date, Unix seconds; each further one is 604,800 s later.
        /// @return faces Of the next 104 grid dates: assets times 2^128, plus liabilities.
        function ladder(address token) external view returns (uint64 firstMaturity, uint256[104] memory faces);

        // ---------------------------------------------------------------- the owner

        /// @notice Changes the terms of fixed positions. Owner only.
        /// @param token The token.
        /// @param newTerms Their terms.
        function setFixedTerms(address token, FixedTerms calldata newTerms) external;

        /// @notice Names the term desk of a book, which takes fixed deposits up to the book's cap. Owner only. The desk before
        /// keeps nothing: change it only while it holds no claims.
        /// @param token The token.
        /// @param desk The desk; zero for none.
        function setTermDesk(address token, address desk) external;

        /// @notice Sets a desk's caps on fixed positions. Owner only. What is owed stays owed.
        /// @param token The token.
        /// @param desk The desk.
        /// @param loanCap The most it may owe, face.
        /// @param depositCap The most that may be owed to it, face.
        function setFixedLine(address token, address desk, uint96 loanCap, uint96 depositCap) external;
    }
}
