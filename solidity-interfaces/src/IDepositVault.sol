// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity >=0.8.20;

// Generated from contracts/libs/alm-abi by `cargo alm check --update`; edit it there.

/// @title A vault for the floating deposits of one book
/// @notice ERC-20 shares with ERC-2612 permits, and plain ERC-4626: deposits and withdrawals are instant. The assets lie
/// in the balance sheet, which prices them, charges exits for the imbalance they cause, and refuses what its limits forbid.
/// @dev Assets in base units of the asset; shares have six decimals more. Every rounding is against the caller.
/// There is no owner, and nothing to configure but the redemption queue, once. Errors of the balance sheet and of the
/// asset are passed on unchanged.
/// While a call is in progress, everything but the plain views (balances, supply, allowances, nonces, names) reverts with
/// `Locked()`.
interface IDepositVault {
    // ---------------------------------------------------------------- errors

    /// @notice The account has too few shares.
    /// @param sender The account.
    /// @param balance What it has.
    /// @param needed What it would need.
    error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed);

    /// @notice The account cannot be given shares: it is zero, or the queue.
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

    /// @notice There would be more shares than the vault can keep account of.
    /// @param have Shares there would be.
    /// @param want The most.
    error SupplyTooLarge(uint256 have, uint256 want);

    /// @notice The balance sheet issues fewer shares for a mint than it said: the asset moved its price meanwhile.
    /// @param have Shares issued.
    /// @param want Shares asked for.
    error SharesShort(uint256 have, uint256 want);

    /// @notice An amount is zero, or rounds to zero.
    error ZeroAmount(int256 have, int256 want);

    /// @notice A figure leaves the range the vault calculates in.
    error AmountTooLarge(int256 have, int256 want);

    /// @notice Holders are listed twice or not in ascending order.
    /// @param previous The holder before.
    /// @param current The holder.
    error HoldersNotAscending(address previous, address current);

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

    /// @notice An address that must exist is zero.
    error ZeroAddress();

    /// @notice The vault has been set up already.
    error InvalidInitialization();

    /// @notice Only the owner of the balance sheet may do this.
    /// @param caller Who tried.
    error NotOwner(address caller);

    /// @notice Only the redemption queue may do this.
    /// @param caller Who tried.
    error NotQueue(address caller);

    /// @notice The vault has a redemption queue, for good.
    /// @param queue The queue.
    error QueueAlreadySet(address queue);

    /// @notice The contract is no redemption queue of this vault.
    /// @param queue The contract.
    error UnsuitableQueue(address queue);

    /// @notice The contract is in the middle of another call.
    error Locked();

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

    /// @notice The bound on the largest holder's shares fell by a list of holders.
    /// @param previous The bound before.
    /// @param current The bound now.
    event TopHoldingLowered(uint256 previous, uint256 current);

    /// @notice The vault has a redemption queue.
    /// @param queue The queue.
    event QueueSet(address indexed queue);

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
    /// @param to Who gets them; not zero.
    /// @param value The number of shares.
    /// @return Always true.
    function transfer(address to, uint256 value) external returns (bool);

    /// @notice Moves shares by an allowance.
    /// @param from Whose shares; has allowed the caller to take as many.
    /// @param to Who gets them; not zero.
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

    /// @notice What all shares together own: the book's net value at cost; zero where that is negative.
    /// @return totalManagedAssets The amount.
    function totalAssets() external view returns (uint256 totalManagedAssets);

    /// @notice Shares worth an amount at cost, without fee or limit, rounded down.
    /// @param assets The amount.
    /// @return shares The number of shares.
    function convertToShares(uint256 assets) external view returns (uint256 shares);

    /// @notice The worth of shares at cost, without fee or limit, rounded down.
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

    /// @notice The most `withdraw` pays now: the owner's shares, cash and the exit band allow no more.
    /// @param owner Whose shares would be burned.
    /// @return maxAssets The amount.
    function maxWithdraw(address owner) external view returns (uint256 maxAssets);

    /// @notice The most shares `redeem` burns now: the owner's shares, cash and the exit band allow no more.
    /// @param owner Whose shares would be burned.
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

    /// @notice Shares `withdraw` would burn in this block, the fee included, limits aside.
    /// @param assets The amount.
    /// @return shares The number of shares, rounded up.
    function previewWithdraw(uint256 assets) external view returns (uint256 shares);

    /// @notice What `redeem` would pay in this block, after the fee, limits aside.
    /// @param shares The number of shares.
    /// @return assets The amount, rounded down.
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

    /// @notice Pays an amount of the asset, and burns shares for it.
    /// @param assets The amount, paid exactly.
    /// @param receiver Who is paid.
    /// @param owner Whose shares are burned; has allowed the caller to take as many, or is the caller.
    /// @return shares The number of shares burned, rounded up.
    function withdraw(uint256 assets, address receiver, address owner) external returns (uint256 shares);

    /// @notice Burns a number of shares, and pays what they are worth now after the fee.
    /// @param shares The number of shares.
    /// @param receiver Who is paid.
    /// @param owner Whose shares are burned; has allowed the caller to take as many, or is the caller.
    /// @return assets What was paid, rounded down.
    function redeem(uint256 shares, address receiver, address owner) external returns (uint256 assets);

    // ---------------------------------------------------------------- this vault

    /// @notice The balance sheet that holds the assets.
    /// @return Its address.
    function balanceSheet() external view returns (address);

    /// @notice An upper bound on the shares of the largest holder but the queue.
    /// @return The number of shares.
    function topHolding() external view returns (uint256);

    /// @notice Lowers the bound on the largest holder's shares to what a list of holders proves: who is not listed shares
    /// what is left of the supply. Permissionless; never raises it.
    /// @param holders Accounts in ascending order, the largest holders among them. If the queue is, its shares are not
    /// counted as those of a holder, nor as what is left.
    /// @return top The bound now.
    function poke(address[] calldata holders) external returns (uint256 top);

    // ---------------------------------------------------------------- the redemption queue

    /// @notice The contract that holds the shares of those who queue to leave.
    /// @return Its address; zero while there is none.
    function queue() external view returns (address);

    /// @notice Shares that queue to leave: the queue's own. The balance sheet asks when others leave at once meanwhile.
    /// @return The number of shares; zero while there is no queue.
    function queuedShares() external view returns (uint256);

    /// @notice Names the redemption queue, once and for good. The owner of the balance sheet only. The queue's own shares
    /// count as no holder's from then on, and only its own functions move shares to it.
    /// @param newQueue The queue; has this vault as its share.
    function setQueue(address newQueue) external;

    /// @notice Moves shares of an owner to the queue, and reports what queues. The queue only.
    /// @param owner Whose shares.
    /// @param spender The owner, if the queue has seen his consent; else who has an allowance of the owner, which is used up.
    /// @param shares The number of shares.
    function enqueue(address owner, address spender, uint256 shares) external;

    /// @notice Moves shares of the queue to an account, and reports what queues. The queue only.
    /// @param to Who gets them; neither zero nor the queue.
    /// @param shares The number of shares.
    function dequeue(address to, uint256 shares) external;

    /// @notice Has the balance sheet settle queued shares with the cash there is, and burns them. The queue only. The event
    /// of the withdrawal is the queue's, when the assets are claimed.
    /// @param wanted The most shares.
    /// @return shares The number of shares settled and burned.
    /// @return assets What the balance sheet has set aside for them.
    function settle(uint256 wanted) external returns (uint256 shares, uint256 assets);

    /// @notice Has the balance sheet pay out of what it has set aside. The queue only.
    /// @param assets The amount.
    /// @param receiver Who is paid.
    function release(uint256 assets, address receiver) external;
}
