//! The interface of `term-desk`: fixed deposits, as claims that can be moved and traded.
#![allow(missing_docs)] // the natspec inside `sol!` documents the items

use alloy_sol_types::sol;

sol! {
    /// @title Fixed deposits as claims
    /// @notice ERC-6909 claims, one id for each currency and maturity: a unit of a claim pays one unit of its currency at its
    /// maturity. The assets lie in the balance sheet, which prices the claims, charges and rewards what they do to its
    /// imbalance, and refuses what its limits forbid.
    /// @dev Amounts and faces in base units of the currency. Every rounding is against the caller. There is no owner and
    /// nothing to configure. Errors of the balance sheet and of the currency are passed on unchanged. What was paid for a
    /// claim, and to whom, is told by the balance sheet's events. All claims of a maturity together are the liabilities of
    /// `IFixedBook.ladder`. While a call is in progress, everything but the plain views (balances, allowances, operators, ids,
    /// names) reverts with `Locked()`.
    interface ITermDesk {
        // ---------------------------------------------------------------- errors

        /// @notice The account has too little of a claim.
        /// @param sender The account.
        /// @param balance What it has, face.
        /// @param needed What it would need.
        /// @param id The claim.
        error ERC6909InsufficientBalance(address sender, uint256 balance, uint256 needed, uint256 id);

        /// @notice The spender may take too little of a claim from the owner.
        /// @param spender Who tried.
        /// @param allowance What it may take, face.
        /// @param needed What it would have to be allowed.
        /// @param id The claim.
        error ERC6909InsufficientAllowance(address spender, uint256 allowance, uint256 needed, uint256 id);

        /// @notice The account cannot hold claims or be paid: it is zero.
        /// @param receiver The account.
        error ERC6909InvalidReceiver(address receiver);

        /// @notice The account cannot be allowed anything: it is zero.
        /// @param spender The account.
        error ERC6909InvalidSpender(address spender);

        /// @notice A number is no claim's id: its upper 32 bits are not zero.
        /// @param id The number.
        error InvalidId(uint256 id);

        /// @notice An amount or a face is zero.
        /// @param have Zero.
        /// @param want The least.
        error ZeroAmount(int256 have, int256 want);

        /// @notice A figure leaves the range it is kept in: have the figure (saturated), want the largest allowed.
        /// @param have The figure.
        /// @param want The largest.
        error AmountTooLarge(int256 have, int256 want);

        /// @notice The caller's deadline has passed: have now, want the deadline.
        /// @param have Now, Unix seconds.
        /// @param want The deadline.
        error DeadlinePassed(int256 have, int256 want);

        /// @notice A claim has not matured: have now, want its maturity.
        /// @param have Now, Unix seconds.
        /// @param want The maturity.
        error NotMatured(int256 have, int256 want);

        /// @notice A transfer of the currency failed without a reason, or returned false.
        /// @param token The currency.
        error TransferFailed(address token);

        /// @notice The currency has no code, or does not tell its decimals.
        /// @param token The currency.
        error UnsuitableToken(address token);

        /// @notice An address that must exist is zero.
        error ZeroAddress();

        /// @notice The desk has been set up already.
        error InvalidInitialization();

        /// @notice The contract is in the middle of another call.
        error Locked();

        // ---------------------------------------------------------------- events

        /// @notice Claims moved.
        /// @param caller Who moved them.
        /// @param sender From whom; zero where they were issued.
        /// @param receiver To whom; zero where they were burned.
        /// @param id The claim.
        /// @param amount The face.
        event Transfer(
            address caller, address indexed sender, address indexed receiver, uint256 indexed id, uint256 amount
        );

        /// @notice An owner made an account its operator, or no longer.
        /// @param owner The owner.
        /// @param spender The account.
        /// @param approved Whether it may take any claim of the owner's.
        event OperatorSet(address indexed owner, address indexed spender, bool approved);

        /// @notice An owner allowed a spender to take a claim.
        /// @param owner The owner.
        /// @param spender The spender.
        /// @param id The claim.
        /// @param amount The most it may take, face.
        event Approval(address indexed owner, address indexed spender, uint256 indexed id, uint256 amount);

        // ---------------------------------------------------------------- claims (ERC-6909, ERC-165)

        /// @notice Whether an interface is spoken: ERC-165 and ERC-6909 are.
        /// @param interfaceId The interface's identifier.
        /// @return True if it is.
        function supportsInterface(bytes4 interfaceId) external view returns (bool);

        /// @notice What an account holds of a claim.
        /// @param owner The account.
        /// @param id The claim.
        /// @return amount The face.
        function balanceOf(address owner, uint256 id) external view returns (uint256 amount);

        /// @notice What a spender may take of a claim; the largest number never runs out.
        /// @param owner The owner.
        /// @param spender The spender.
        /// @param id The claim.
        /// @return amount The face.
        function allowance(address owner, address spender, uint256 id) external view returns (uint256 amount);

        /// @notice Whether an account may take any claim of an owner's.
        /// @param owner The owner.
        /// @param spender The account.
        /// @return approved True if it may.
        function isOperator(address owner, address spender) external view returns (bool approved);

        /// @notice Moves a claim of the caller's.
        /// @param receiver Who gets it; not zero.
        /// @param id The claim.
        /// @param amount The face.
        /// @return success Always true.
        function transfer(address receiver, uint256 id, uint256 amount) external returns (bool success);

        /// @notice Moves a claim of an owner's, as its operator or by an allowance.
        /// @param sender The owner; the caller itself needs no permission.
        /// @param receiver Who gets it; not zero.
        /// @param id The claim.
        /// @param amount The face.
        /// @return success Always true.
        function transferFrom(address sender, address receiver, uint256 id, uint256 amount)
            external returns (bool success);

        /// @notice Allows a spender to take a claim of the caller's; replaces what it was allowed before.
        /// @param spender The spender; not zero.
        /// @param id The claim.
        /// @param amount The most it may take; the largest number never runs out.
        /// @return success Always true.
        function approve(address spender, uint256 id, uint256 amount) external returns (bool success);

        /// @notice Makes an account the caller's operator, who may take any claim of the caller's; or no longer.
        /// @param spender The account; not zero.
        /// @param approved Whether it may.
        /// @return success Always true.
        function setOperator(address spender, bool approved) external returns (bool success);

        // ---------------------------------------------------------------- what a claim is (ERC-6909 metadata)

        /// @notice A claim's name: its currency's symbol and its maturity, such as "USDC fixed 2027-01-07".
        /// @param id The claim.
        /// @return The name; without the symbol where the currency has none of at most 32 bytes.
        function name(uint256 id) external view returns (string memory);

        /// @notice A claim's symbol: its currency's symbol and its maturity, such as "USDC-2027-01-07".
        /// @param id The claim.
        /// @return The symbol; without the currency's where it has none of at most 32 bytes.
        function symbol(uint256 id) external view returns (string memory);

        /// @notice Decimals of a claim: its currency's.
        /// @param id The claim.
        /// @return The number of decimals.
        function decimals(uint256 id) external view returns (uint8);

        /// @notice The claim on a currency at a maturity: the currency's address times 2^64, plus the maturity. Any pair has
        /// an id, whether or not it can be bought.
        /// @param token The currency.
        /// @param maturity When it is due, Unix seconds.
        /// @return id The claim.
        function idOf(address token, uint64 maturity) external view returns (uint256 id);

        /// @notice What a claim is on.
        /// @param id The claim.
        /// @return token The currency.
        /// @return maturity When it is due, Unix seconds.
        function claimOf(uint256 id) external view returns (address token, uint64 maturity);

        // ---------------------------------------------------------------- fixed deposits

        /// @notice The balance sheet.
        /// @return Its address.
        function balanceSheet() external view returns (address);

        /// @notice Makes a fixed deposit: moves assets of the caller to the balance sheet, and issues a claim on what it will
        /// owe for them.
        /// @param token The currency; the caller has allowed the desk to take as much.
        /// @param maturity When it is due: a grid date, at most 104 weeks ahead.
        /// @param assets The amount.
        /// @param minFace Least face to accept.
        /// @param receiver Who gets the claim; not zero.
        /// @param deadline Last second in which to do it.
        /// @return face The face issued, rounded down.
        function deposit(
            address token, uint64 maturity, uint256 assets, uint256 minFace, address receiver, uint256 deadline
        ) external returns (uint256 face);

        /// @notice Sells a claim back before its maturity, at the balance sheet's price.
        /// @param token The currency.
        /// @param maturity When it would be due.
        /// @param face The face to burn.
        /// @param minAssets Least payment to accept.
        /// @param receiver Who is paid; not zero.
        /// @param owner Whose claim: the caller, or one who made it its operator or allowed it to take as much.
        /// @param deadline Last second in which to do it.
        /// @return assets What was paid, rounded down.
        function exit(
            address token,
            uint64 maturity,
            uint256 face,
            uint256 minAssets,
            address receiver,
            address owner,
            uint256 deadline
        ) external returns (uint256 assets);

        /// @notice Collects a claim at or after its maturity: one unit for each unit of face, less its part of losses that
        /// nobody before fixed claims could bear. Needs no rate, and no limit or pause refuses it.
        /// @param token The currency.
        /// @param maturity When it was due.
        /// @param face The face to burn.
        /// @param receiver Who is paid; not zero.
        /// @param owner Whose claim: the caller, or one who made it its operator or allowed it to take as much.
        /// @return assets What was paid.
        function redeem(address token, uint64 maturity, uint256 face, address receiver, address owner)
            external returns (uint256 assets);

        /// @notice Collects all an owner holds at several maturities, as `redeem` does one by one. Maturities of which it holds
        /// nothing are passed over.
        /// @param token The currency.
        /// @param maturities When they were due.
        /// @param receiver Who is paid; not zero.
        /// @param owner Whose claims: the caller, or one who made it its operator or allowed it to take as much.
        /// @return assets What was paid in all.
        function redeemMany(address token, uint64[] calldata maturities, address receiver, address owner)
            external returns (uint256 assets);

        /// @notice Deposits a matured claim anew, without moving tokens.
        /// @param token The currency.
        /// @param matured When it was due.
        /// @param face The face to burn.
        /// @param maturity When the new claim is due: a grid date, at most 104 weeks ahead.
        /// @param minFace Least new face to accept.
        /// @param receiver Who gets the new claim; not zero.
        /// @param owner Whose claim: the caller, or one who made it its operator or allowed it to take as much.
        /// @param deadline Last second in which to do it.
        /// @return newFace The face issued, rounded down.
        function rollOver(
            address token,
            uint64 matured,
            uint256 face,
            uint64 maturity,
            uint256 minFace,
            address receiver,
            address owner,
            uint256 deadline
        ) external returns (uint256 newFace);

        /// @notice The face `deposit` would issue in this block.
        /// @param token The currency.
        /// @param maturity When it is due.
        /// @param assets The amount.
        /// @return face The face.
        function previewDeposit(address token, uint64 maturity, uint256 assets) external view returns (uint256 face);

        /// @notice What `exit` would pay in this block.
        /// @param token The currency.
        /// @param maturity When it would be due.
        /// @param face The face.
        /// @return assets The amount.
        function previewExit(address token, uint64 maturity, uint256 face) external view returns (uint256 assets);

        /// @notice The face `rollOver` would issue in this block.
        /// @param token The currency.
        /// @param matured When it was due.
        /// @param face The face to burn.
        /// @param maturity When the new claim is due.
        /// @return newFace The face.
        function previewRollOver(address token, uint64 matured, uint256 face, uint64 maturity)
            external view returns (uint256 newFace);
    }
}
