// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity >=0.8.20;

// Generated from contracts/libs/alm-abi by `cargo alm check --update`; edit it there.

/// @title Loans against collateral
/// @notice Accounts hold collateral here, in custody and never lent, and borrow what the balance sheet lends to this desk, at
/// a floating rate or until a maturity. The same contract as `ICreditTerms`, whose units hold here.
/// @dev Amounts in base units, at most 2^96 - 1. Repaying, and withdrawing without debt, need no oracle and are never refused
/// by a limit or a pause.
interface ICreditDesk {
    // ---------------------------------------------------------------- structs

    /// @notice A step of a batch. Fields a kind does not name are not read.
    /// @dev Kinds: 0 add collateral: `amount` of `asset` from the caller. 1 withdraw collateral: `amount` (the greatest number
    /// for all) to `receiver`. 2 borrow at a floating rate: `receiver` is paid `amount`; no more than `limit` debt shares
    /// may be owed for it. 3 repay floating debt: `amount` (the greatest number for all) from the caller. 4 borrow until
    /// the maturity `term`: a face of `amount`, for which `receiver` is paid `limit` or more, added to the loan of the
    /// asset until then, if there is one. 5 repay the loan with the number `term`: `amount` of its face (the greatest
    /// number for all), for at most `limit` from the caller. 6 call `onExecute` of the caller.
    struct Action {
        uint8 kind;
        address asset;
        uint256 amount;
        uint256 limit;
        uint64 term;
        address receiver;
    }

    /// @notice What a liquidator asks for.
    struct Order {
        // Whose debt is repaid.
        address account;
        // The token of the debt.
        address debt;
        // Zero for the floating debt; for a fixed loan its number and one.
        uint8 loan;
        // The collateral to take.
        address collateral;
        // Most to repay: floating in units, fixed in face; the greatest number for all that is allowed. Less than that is
        // neither dust nor leaves dust.
        uint256 amount;
        // Least collateral to take.
        uint256 minSeized;
        // Most to pay.
        uint256 maxPaid;
        // Who gets the collateral.
        address receiver;
        // Whether to call `onLiquidate` of the caller between payment and pull.
        bool callback;
    }

    /// @notice An account.
    struct Account {
        // Bit i: it has asset i as collateral.
        uint64 collaterals;
        // Bit i: it owes asset i at a floating rate.
        uint64 debts;
        // Bit i: it has a fixed loan with the number i.
        uint8 loans;
        // Number of its next signed permission.
        uint64 nonce;
        // Others may repay a part of its debt before it is due, where the risk source offers it.
        bool acceptsOffers;
    }

    /// @notice A fixed loan.
    struct Loan {
        // The token.
        address asset;
        // When it is due.
        uint64 maturity;
        // What is owed then.
        uint96 face;
        // How fast its cost approaches the face at the balance sheet, units a second, 2^-26.
        uint112 slope;
    }

    /// @notice How an account stands, at prices of this block.
    struct Standing {
        // Worth of its collateral, wad, rounded down.
        uint256 owned;
        // What that counts for at the liquidation thresholds, with the credit for diversification.
        uint256 counted;
        // What it owes, wad, rounded up; fixed loans at their face.
        uint256 owed;
        // `counted / owed`, wad, rounded down: liquidation is possible below one. The greatest number without debt.
        uint256 health;
    }

    // ---------------------------------------------------------------- errors

    /// @notice The constructor has run already.
    error InvalidInitialization();

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

    /// @notice The caller may not act for the account.
    /// @param account The account.
    /// @param caller Who tried.
    error NotAuthorised(address account, address caller);

    /// @notice There is no such kind of action.
    /// @param kind The kind.
    error UnknownAction(uint256 kind);

    /// @notice The account has as many collaterals, debts or loans as it may.
    /// @param have How many it has.
    /// @param want How many it may have.
    error TooManyPositions(uint256 have, uint256 want);

    /// @notice The account has no loan with this number, or one of another token.
    /// @param account The account.
    /// @param number The number.
    error LoanNotFound(address account, uint256 number);

    /// @notice What the collateral supports is less than what would be owed.
    /// @param account The account.
    /// @param have What it supports, wad.
    /// @param want What would be owed, wad.
    error Undercollateralised(address account, uint256 have, uint256 want);

    /// @notice The account may not be liquidated: its health is one or more, the loan is not overdue, and nothing is offered.
    /// @param account The account.
    /// @param health Its health.
    error Healthy(address account, uint256 health);

    /// @notice New risk is paused.
    /// @param have One.
    /// @param want Zero.
    error Paused(int256 have, int256 want);

    /// @notice A figure is larger than its field.
    /// @param have The figure.
    /// @param want The largest allowed.
    error AmountTooLarge(int256 have, int256 want);

    /// @notice More is taken than there is.
    /// @param have What there is.
    /// @param want What was asked.
    error AmountTooSmall(int256 have, int256 want);

    /// @notice An amount is zero, or rounds to zero.
    /// @param have Zero.
    /// @param want One.
    error ZeroAmount(int256 have, int256 want);

    /// @notice A cap would be passed.
    /// @param have The new total.
    /// @param want The cap.
    error CapExceeded(int256 have, int256 want);

    /// @notice A debt would be too small: have it, want the smallest allowed.
    /// @param have The debt.
    /// @param want The smallest allowed.
    error BelowMinimum(int256 have, int256 want);

    /// @notice A price is worse than the caller accepts.
    /// @param have The price or amount.
    /// @param want The caller's bound.
    error SlippageExceeded(int256 have, int256 want);

    /// @notice The caller's deadline has passed.
    /// @param have Now.
    /// @param want The deadline.
    error DeadlinePassed(int256 have, int256 want);

    /// @notice A transfer of the token failed, or returned false.
    /// @param token The token.
    error TransferFailed(address token);

    /// @notice Tokens taken as collateral are not here: the token keeps a part of its transfers.
    /// @param token The token.
    /// @param have Its balance here.
    /// @param want What lies in custody.
    error NotReceived(address token, uint256 have, uint256 want);

    /// @notice A token does not answer as a token does.
    /// @param token The token.
    error UnsuitableToken(address token);

    /// @notice A signature has expired.
    /// @param deadline When.
    error ERC2612ExpiredSignature(uint256 deadline);

    /// @notice A signature is not the account's.
    /// @param signer Who signed.
    /// @param owner The account.
    error ERC2612InvalidSigner(address signer, address owner);

    /// @notice A signature is of the upper half.
    /// @param s Its second half.
    error ECDSAInvalidSignatureS(bytes32 s);

    // ---------------------------------------------------------------- events

    /// @notice A successor was named, or the nomination withdrawn (zero address).
    /// @param previousOwner The owner, who stays in office until the successor accepts.
    /// @param newOwner The successor.
    event OwnershipTransferStarted(address indexed previousOwner, address indexed newOwner);

    /// @notice The owner changed.
    /// @param previousOwner Who was the owner; zero at construction.
    /// @param newOwner Who is the owner now.
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    /// @notice An operator may act for an account, or may no more.
    /// @param account The account.
    /// @param operator The operator.
    /// @param approved Whether it may.
    event OperatorSet(address indexed account, address indexed operator, bool approved);

    /// @notice An account lets others repay a part of its debt before it is due, or does no more.
    /// @param account The account.
    /// @param accepted Whether it does.
    event OffersAccepted(address indexed account, bool accepted);

    /// @notice Collateral came in.
    /// @param account Whose it is.
    /// @param asset The token.
    /// @param caller Who paid.
    /// @param amount The amount.
    event CollateralAdded(address indexed account, address indexed asset, address caller, uint256 amount);

    /// @notice Collateral was paid out.
    /// @param account Whose it was.
    /// @param asset The token.
    /// @param receiver Who was paid.
    /// @param amount The amount.
    event CollateralWithdrawn(address indexed account, address indexed asset, address receiver, uint256 amount);

    /// @notice A floating loan was made.
    /// @param account Who owes it.
    /// @param asset The token.
    /// @param receiver Who was paid.
    /// @param amount What was paid.
    /// @param shares Debt shares owed for it.
    event Borrowed(address indexed account, address indexed asset, address receiver, uint256 amount, uint256 shares);

    /// @notice Floating debt was repaid.
    /// @param account Who owed it.
    /// @param asset The token.
    /// @param payer Who paid.
    /// @param amount What was paid.
    /// @param shares Debt shares cancelled.
    event Repaid(address indexed account, address indexed asset, address payer, uint256 amount, uint256 shares);

    /// @notice A fixed loan was made, or added to.
    /// @param account Who owes it.
    /// @param asset The token.
    /// @param number Its number in the account.
    /// @param maturity When it is due.
    /// @param face What is owed then for what was paid now.
    /// @param amount What was paid.
    event FixedBorrowed(
        address indexed account, address indexed asset, uint256 number, uint256 maturity, uint256 face, uint256 amount
    );

    /// @notice A fixed loan, or a part of it, was repaid.
    /// @param account Who owed it.
    /// @param asset The token.
    /// @param number Its number in the account.
    /// @param face What of the face was repaid.
    /// @param amount What that cost.
    event FixedRepaid(address indexed account, address indexed asset, uint256 number, uint256 face, uint256 amount);

    /// @notice An account was liquidated; a `Repaid` or `FixedRepaid` tells of the debt.
    /// @param account The account.
    /// @param liquidator Who paid.
    /// @param collateral The token that was taken.
    /// @param seized How much of it.
    /// @param health Health before.
    /// @param bonus The bonus, 1e-7 of the value repaid.
    event Liquidated(
        address indexed account,
        address indexed liquidator,
        address indexed collateral,
        uint256 seized,
        uint256 health,
        uint256 bonus
    );

    /// @notice Floating debt that no collateral pays for was given up; the balance sheet has recorded the loss.
    /// @param account Who owed it.
    /// @param asset The token.
    /// @param shares Debt shares.
    event BadDebtRealised(address indexed account, address indexed asset, uint256 shares);

    // ---------------------------------------------------------------- accounts

    /// @notice Carries out a batch for an account, and checks once, at its end, that its collateral supports what it owes, if
    /// the batch borrowed, or withdrew from an account with debt. For the account itself and its operators; a batch of
    /// nothing but repayments is for anyone.
    /// @param account The account.
    /// @param deadline Last instant.
    /// @param actions The steps, in order.
    function execute(address account, uint256 deadline, Action[] calldata actions) external;

    /// @notice Repays debt of an account whose health is below one, or a fixed loan past its maturity, for collateral of it
    /// with a bonus. Anyone; never refused by a limit or a pause. If what collateral is left is dust, floating debt that is
    /// left is given up in the same call, and the balance sheet records the loss. Of an account that owes several currencies
    /// and cannot pay them, what is repaid ends as much more of its debt as will not be paid of any. Of a healthy account that
    /// accepts offers: what the risk source offers.
    /// @param order What is asked for.
    /// @return paid What was pulled from the caller.
    /// @return seized Collateral paid out.
    function liquidate(Order calldata order) external returns (uint256 paid, uint256 seized);

    /// @notice Allows an operator to act for the caller's account in every way, or forbids it.
    /// @param operator The operator.
    /// @param approved Whether it may.
    function setOperator(address operator, bool approved) external;

    /// @notice Lets others repay a part of the caller's debt out of its collateral before it is due, or no more: while the risk
    /// source offers it, by `liquidate`, at most a fifth of what is owed, for at most half of the bonus, and never beyond what a
    /// liquidation would repay. An account that has not agreed is touched by nobody while it is healthy.
    /// @param accepted Whether it may be done.
    function acceptOffers(bool accepted) external;

    /// @notice Allows or forbids an operator by the account's signature of
    /// `OperatorPermit(address account,address operator,bool approved,uint256 nonce,uint256 deadline)`.
    /// @param account The account.
    /// @param operator The operator.
    /// @param approved Whether it may.
    /// @param deadline Last instant of the signature.
    /// @param v Recovery number.
    /// @param r First half.
    /// @param s Second half.
    function permitOperator(
        address account, address operator, bool approved, uint256 deadline, uint8 v, bytes32 r, bytes32 s
    ) external;

    // ---------------------------------------------------------------- views

    /// @notice Whether an operator may act for an account.
    /// @param account The account.
    /// @param operator The operator.
    /// @return Whether it may.
    function isOperator(address account, address operator) external view returns (bool);

    /// @notice Number of an account's next signed permission.
    /// @param account The account.
    /// @return The number.
    function nonces(address account) external view returns (uint256);

    /// @notice The domain of signatures, on this chain.
    /// @return The separator.
    function DOMAIN_SEPARATOR() external view returns (bytes32);

    /// @notice What an account has.
    /// @param account The account.
    /// @return Bitmaps of its positions, and its nonce.
    function accountOf(address account) external view returns (Account memory);

    /// @notice Collateral of an account.
    /// @param account The account.
    /// @param asset The token.
    /// @return The amount.
    function collateralOf(address account, address asset) external view returns (uint256);

    /// @notice Floating debt of an account.
    /// @param account The account.
    /// @param asset The token.
    /// @return shares Debt shares.
    /// @return amount What they owe now, rounded up.
    function debtOf(address account, address asset) external view returns (uint256 shares, uint256 amount);

    /// @notice A fixed loan of an account; empty if there is none.
    /// @param account The account.
    /// @param number Its number.
    /// @return The loan.
    function loanOf(address account, uint8 number) external view returns (Loan memory);

    /// @notice How an account stands now, at prices that liquidation goes by.
    /// @param account The account.
    /// @return The standing.
    function standing(address account) external view returns (Standing memory);

    /// @notice What new borrowing is measured by: the worst of each price and its last two notes, opening ratios.
    /// @param account The account.
    /// @return supported What the collateral supports, wad, rounded down.
    /// @return owed What is owed, wad, rounded up.
    function borrowingPower(address account) external view returns (uint256 supported, uint256 owed);

    /// @notice Who may change terms.
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
}
