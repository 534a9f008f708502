//! The interface of `buffer-pool`: the backstop of one book, as shares whose owners bear losses first.
#![allow(missing_docs)] // the natspec inside `sol!` documents the items

use alloy_sol_types::sol;

sol! {
    /// @title The buffer pool of one book
    /// @notice ERC-20 shares with ERC-2612 permits, behind ERC-4626. Suppliers bear the book's losses before anybody else and
    /// lend it cash for redemptions; for that they earn the buffer's share of its income. Entering is instant. Leaving is asked
    /// for, waits, and can be claimed for two days, at the lower of the prices then and now, while the book can do without.
    /// The assets lie here in tiers: cash, and up to four ERC-4626 strategies. They never fund a loan.
    /// @dev Assets in base units of the asset; shares have six decimals more; bps is 1e-4. Every rounding is against the
    /// caller. Errors of the balance sheet and of the asset are passed on unchanged. Of the strategies only what each is asked
    /// for by `rebalance` is: whatever else one does, it counts as nothing, and holds nothing else up.
    /// While a call is in progress, everything but the plain views (balances, supply, allowances, nonces, names, terms) reverts
    /// with `Locked()`.
    interface IBufferPool {
        // ---------------------------------------------------------------- errors

        /// @notice An address that must exist is zero.
        error ZeroAddress();

        /// @notice The contract is in the middle of another call.
        error Locked();

        /// @notice The account has too few shares.
        /// @param sender The account.
        /// @param balance What it has.
        /// @param needed What it would need.
        error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed);

        /// @notice The account cannot be given shares: it is zero, or the pool itself.
        /// @param receiver The account.
        error ERC20InvalidReceiver(address receiver);

        /// @notice The spender may take too little from the owner.
        /// @param spender Who tried.
        /// @param allowance What it may take.
        /// @param needed What it would have to be allowed.
        error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed);

        /// @notice The account cannot be allowed anything: it is zero.
        /// @param spender The account.
        error ERC20InvalidSpender(address spender);

        /// @notice A permit is used after its deadline.
        /// @param deadline Its last second.
        error ERC2612ExpiredSignature(uint256 deadline);

        /// @notice A permit is not signed by the owner: for another message, chain, contract or nonce, or by somebody else.
        /// @param signer Who signed; zero where the signature is of nobody.
        /// @param owner Who should have.
        error ERC2612InvalidSigner(address signer, address owner);

        /// @notice The signature is the second of the two that stand for the same.
        /// @param s Its upper half.
        error ECDSAInvalidSignatureS(bytes32 s);

        /// @notice More is deposited than can be.
        /// @param receiver Who would own the shares.
        /// @param assets The amount.
        /// @param max The most.
        error ERC4626ExceededMaxDeposit(address receiver, uint256 assets, uint256 max);

        /// @notice More shares are issued than can be.
        /// @param receiver Who would own the shares.
        /// @param shares The number.
        /// @param max The most.
        error ERC4626ExceededMaxMint(address receiver, uint256 shares, uint256 max);

        /// @notice More is withdrawn than can be.
        /// @param owner Whose shares would be burned.
        /// @param assets The amount.
        /// @param max The most.
        error ERC4626ExceededMaxWithdraw(address owner, uint256 assets, uint256 max);

        /// @notice More shares are redeemed than can be.
        /// @param owner Whose shares would be burned.
        /// @param shares The number.
        /// @param max The most.
        error ERC4626ExceededMaxRedeem(address owner, uint256 shares, uint256 max);

        /// @notice There would be more shares than the pool can keep account of.
        /// @param have Shares there would be.
        /// @param want The most.
        error SupplyTooLarge(uint256 have, uint256 want);

        /// @notice An amount is zero, or rounds to zero.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error ZeroAmount(int256 have, int256 want);

        /// @notice A figure leaves the range it is kept in: have the figure (saturated), want the largest allowed.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error AmountTooLarge(int256 have, int256 want);

        /// @notice More is taken than there is: have what there is, want what was asked.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error AmountTooSmall(int256 have, int256 want);

        /// @notice There is not enough cash that is not owed to the book: have it, want the payment.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error CashShort(int256 have, int256 want);

        /// @notice A request cannot be claimed any more: have now, want its last second.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error DeadlinePassed(int256 have, int256 want);

        /// @notice A request cannot be claimed yet, or not be ended by another than its owner: have now, want the first instant.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error TooEarly(int256 have, int256 want);

        /// @notice The book cannot do without those who leave: have its liquidity surplus, want the least.
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error LiquidityBand(int256 have, int256 want);

        /// @notice Nothing may enter: while all is worth nothing (have what it is worth, want the least), while a strategy is
        /// silent (have how many, want none), or for a day after one has lost (have now, want the first instant).
        /// @param have What there is, or was given.
        /// @param want What is needed, or allowed.
        error DepositsClosed(int256 have, int256 want);

        /// @notice What a claim pays is the owner's own price: `previewExit` tells it.
        error NoPreview();

        /// @notice There is too little gas left to tell a strategy that is silent from one that was starved.
        /// @param have Gas left.
        /// @param want The least.
        error GasShort(uint256 have, uint256 want);

        /// @notice Tokens did not arrive: have the balance, want what it must be.
        /// @param token The token.
        /// @param have The balance.
        /// @param want The least.
        error NotReceived(address token, uint256 have, uint256 want);

        /// @notice A transfer of the asset failed without a reason, or returned false.
        /// @param token The asset.
        error TransferFailed(address token);

        /// @notice The asset has no code, or does not tell its decimals.
        /// @param token The asset.
        error UnsuitableToken(address token);

        /// @notice A name is too long.
        /// @param length Its bytes.
        /// @param max The most.
        error TextTooLong(uint256 length, uint256 max);

        // ---------------------------------------------------------------- events

        /// @notice Shares moved.
        /// @param from From whom; zero where they were issued.
        /// @param to To whom; zero where they were burned.
        /// @param value The number of shares.
        event Transfer(address indexed from, address indexed to, uint256 value);

        /// @notice An owner allowed a spender to take shares.
        /// @param owner The owner.
        /// @param spender The spender.
        /// @param value The most it may take.
        event Approval(address indexed owner, address indexed spender, uint256 value);

        /// @notice Assets came in.
        /// @param sender Who paid.
        /// @param owner Who owns the shares.
        /// @param assets What was paid.
        /// @param shares What was issued.
        event Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares);

        /// @notice Assets were paid out.
        /// @param sender Who asked for it.
        /// @param receiver Who was paid.
        /// @param owner Whose shares were burned.
        /// @param assets What was paid.
        /// @param shares What was burned.
        event Withdraw(
            address indexed sender, address indexed receiver, address indexed owner, uint256 assets, uint256 shares
        );

        /// @notice Shares asked to leave.
        /// @param owner Whose shares.
        /// @param shares All that wait now.
        /// @param assets The most they can fetch.
        /// @param opens From when they can be claimed, for two days.
        event ExitRequested(address indexed owner, uint256 shares, uint256 assets, uint256 opens);

        /// @notice Shares that had asked to leave stay.
        /// @param owner Whose shares.
        /// @param caller Who ended the request.
        /// @param shares The number of shares.
        event ExitCancelled(address indexed owner, address indexed caller, uint256 shares);

        /// @notice The pool took note of a gain or a loss: what the book paid, cancelled or charged, or a strategy made.
        /// @param change The gain, which is released over a week; the loss, which counts at once.
        /// @param net What all shares together own now.
        event Posted(int256 change, int256 net);

        // ---------------------------------------------------------------- the share (ERC-20, ERC-2612)

        /// @notice The share's name.
        /// @return At most 31 bytes.
        function name() external view returns (string memory);

        /// @notice The share's symbol.
        /// @return At most 31 bytes.
        function symbol() external view returns (string memory);

        /// @notice Decimals of the share: six more than the asset's.
        /// @return The number of decimals.
        function decimals() external view returns (uint8);

        /// @notice All shares.
        /// @return The number of shares.
        function totalSupply() external view returns (uint256);

        /// @notice Shares of an account.
        /// @param account The account.
        /// @return The number of shares.
        function balanceOf(address account) external view returns (uint256);

        /// @notice What a spender may take from an owner; the largest number never runs out.
        /// @param owner The owner.
        /// @param spender The spender.
        /// @return The number of shares.
        function allowance(address owner, address spender) external view returns (uint256);

        /// @notice Moves shares of the caller.
        /// @param to Who gets them; neither zero nor the pool.
        /// @param value The number of shares.
        /// @return Always true.
        function transfer(address to, uint256 value) external returns (bool);

        /// @notice Moves shares by an allowance.
        /// @param from Whose shares; has allowed the caller to take as many.
        /// @param to Who gets them; neither zero nor the pool.
        /// @param value The number of shares.
        /// @return Always true.
        function transferFrom(address from, address to, uint256 value) external returns (bool);

        /// @notice Allows a spender to take shares of the caller; replaces what it was allowed before.
        /// @param spender The spender; not zero.
        /// @param value The most it may take; the largest number never runs out.
        /// @return Always true.
        function approve(address spender, uint256 value) external returns (bool);

        /// @notice Allows a spender to take shares of an owner by the owner's signature (EIP-712, version 1).
        /// @param owner The owner.
        /// @param spender The spender; not zero.
        /// @param value The most it may take.
        /// @param deadline The last second the signature may be used.
        /// @param v Part of the signature: 27 or 28.
        /// @param r Part of the signature.
        /// @param s Part of the signature: in the lower half of its range.
        function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
            external;

        /// @notice The nonce of an owner's next permit.
        /// @param owner The owner.
        /// @return The nonce.
        function nonces(address owner) external view returns (uint256);

        /// @notice The domain permits are signed in, on the chain this call runs on.
        /// @return The separator of EIP-712.
        function DOMAIN_SEPARATOR() external view returns (bytes32);

        // ---------------------------------------------------------------- the vault (ERC-4626)

        /// @notice The asset.
        /// @return assetTokenAddress Its address.
        function asset() external view returns (address assetTokenAddress);

        /// @notice What all shares together own; zero where that is negative.
        /// @return totalManagedAssets The amount.
        function totalAssets() external view returns (uint256 totalManagedAssets);

        /// @notice Shares worth an amount, rounded down.
        /// @param assets The amount.
        /// @return shares The number of shares.
        function convertToShares(uint256 assets) external view returns (uint256 shares);

        /// @notice The worth of shares, rounded down.
        /// @param shares The number of shares.
        /// @return assets The amount.
        function convertToAssets(uint256 shares) external view returns (uint256 assets);

        /// @notice The most `deposit` takes now; zero while deposits are closed.
        /// @param receiver Who would own the shares.
        /// @return maxAssets The amount.
        function maxDeposit(address receiver) external view returns (uint256 maxAssets);

        /// @notice The most shares `mint` issues now; zero while deposits are closed.
        /// @param receiver Who would own the shares.
        /// @return maxShares The number of shares.
        function maxMint(address receiver) external view returns (uint256 maxShares);

        /// @notice The most `withdraw` pays now: of a request that is open, as far as there is cash.
        /// @param owner Whose request.
        /// @return maxAssets The amount.
        function maxWithdraw(address owner) external view returns (uint256 maxAssets);

        /// @notice The most shares `redeem` burns now: of a request that is open, as far as there is cash.
        /// @param owner Whose request.
        /// @return maxShares The number of shares.
        function maxRedeem(address owner) external view returns (uint256 maxShares);

        /// @notice Shares `deposit` would issue in this block, limits aside.
        /// @param assets The amount.
        /// @return shares The number of shares, rounded down.
        function previewDeposit(uint256 assets) external view returns (uint256 shares);

        /// @notice What `mint` would cost in this block, limits aside.
        /// @param shares The number of shares.
        /// @return assets The amount, rounded up.
        function previewMint(uint256 shares) external view returns (uint256 assets);

        /// @notice Always reverts: `previewExit` answers for an owner.
        /// @param assets Any.
        /// @return shares Nothing.
        function previewWithdraw(uint256 assets) external view returns (uint256 shares);

        /// @notice Always reverts: `previewExit` answers for an owner.
        /// @param shares Any.
        /// @return assets Nothing.
        function previewRedeem(uint256 shares) external view returns (uint256 assets);

        /// @notice Takes an amount of the asset from the caller, who has allowed it, and issues shares for it.
        /// @param assets The amount.
        /// @param receiver Who owns the shares.
        /// @return shares The number of shares, rounded down.
        function deposit(uint256 assets, address receiver) external returns (uint256 shares);

        /// @notice Issues a number of shares, and takes from the caller, who has allowed it, what they cost.
        /// @param shares The number of shares.
        /// @param receiver Who owns the shares.
        /// @return assets What they cost, rounded up.
        function mint(uint256 shares, address receiver) external returns (uint256 assets);

        /// @notice Claims an amount of an owner's request, and burns shares for it.
        /// @param assets The amount, paid exactly; at most `maxWithdraw`.
        /// @param receiver Who is paid.
        /// @param owner Whose request; has allowed the caller to take as many shares, or is the caller.
        /// @return shares The number of shares burned, rounded up.
        function withdraw(uint256 assets, address receiver, address owner) external returns (uint256 shares);

        /// @notice Claims shares of an owner's request, and burns them.
        /// @param shares The number of shares, at most `maxRedeem`.
        /// @param receiver Who is paid.
        /// @param owner Whose request; has allowed the caller to take as many shares, or is the caller.
        /// @return assets What was paid: their part of the lower of two prices, less the premium, rounded down.
        function redeem(uint256 shares, address receiver, address owner) external returns (uint256 assets);

        // ---------------------------------------------------------------- leaving

        /// @notice Asks to leave with shares of the caller. Never refused by a limit. All of a request waits anew when shares are
        /// added to it. Shares that wait bear losses and earn nothing.
        /// @param shares The number of shares.
        /// @return opens From when all that wait can be claimed, for two days.
        function requestExit(uint256 shares) external returns (uint256 opens);

        /// @notice Ends a request: the owner has the shares again. The owner at any time; anyone once its two days are over.
        /// @param owner Whose request.
        /// @return shares The number of shares.
        function cancelExit(address owner) external returns (uint256 shares);

        /// @notice An owner's request.
        /// @param owner The owner.
        /// @return shares Shares that wait.
        /// @return assets The most they can fetch.
        /// @return opens From when they can be claimed.
        /// @return closes From when they cannot any more.
        function exitOf(address owner)
            external view returns (uint256 shares, uint256 assets, uint256 opens, uint256 closes);

        /// @notice What a claim of all an owner's shares that wait would pay in this block, whether it is open or not.
        /// @param owner The owner.
        /// @return assets The amount, rounded down. Parts of the shares fetch their part of it.
        function previewExit(address owner) external view returns (uint256 assets);

        /// @notice The balance sheet.
        /// @return Its address.
        function balanceSheet() external view returns (address);
    }
}
