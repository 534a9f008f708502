// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity >=0.8.20;

// Generated from contracts/libs/alm-abi by `cargo alm check --update`; edit it there.

/// @title The redemption queue of one deposit vault
/// @notice Who cannot or will not leave at once gives shares to the queue. Requests of a day (UTC) form a generation, whose
/// number is their id. When its day is over, anybody may settle it with the cash that has come in: first generation first,
/// all requests of one alike, at the exit price of that moment and without a fee. What was paid can be claimed from the end
/// of the following day on.
/// @dev ERC-7540 for redemptions, ERC-7575 with the vault as the share; deposits are made at the vault. Shares and assets
/// as in the vault. Nothing here asks a limit, a rate or a price feed, and nothing stops while new risk is paused. A
/// controller has at most two open requests: redeem, withdraw, maxRedeem and maxWithdraw are about the older. Errors of
/// the vault, of the balance sheet and of the asset are passed on unchanged. While a call is in progress, everything but
/// the plain views (share, isOperator, supportsInterface, minimumRequest) reverts with `Locked()`.
interface IRedeemQueue {
    // ---------------------------------------------------------------- errors

    /// @notice A figure leaves the range it is stored in: have the figure (saturated), want the largest allowed.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error AmountTooLarge(int256 have, int256 want);

    /// @notice More is claimed than there is: have what can be claimed, want what was asked.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error AmountTooSmall(int256 have, int256 want);

    /// @notice An amount or a number of shares is zero, or fetches nothing.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error ZeroAmount(int256 have, int256 want);

    /// @notice A request would be too small: have its shares, want the smallest allowed.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error BelowMinimum(int256 have, int256 want);

    /// @notice A generation takes no more requests: have now, want the end of its day.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error DeadlinePassed(int256 have, int256 want);

    /// @notice A request cannot be settled or claimed yet: have now, want the first instant it can.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error TooEarly(int256 have, int256 want);

    /// @notice There are no numbers left for generations.
    /// @param have What there is, or was given.
    /// @param want What is needed, or allowed.
    error OutOfBounds(int256 have, int256 want);

    /// @notice The account has not made the caller its operator.
    /// @param account The account.
    /// @param caller Who tried.
    error NotOperator(address account, address caller);

    /// @notice A controller with two open requests makes a third: the older must be claimed, or one cancelled, before.
    /// @param controller The controller.
    /// @param requestId The older request.
    error TooManyRequests(address controller, uint256 requestId);

    /// @notice The controller has no such request open.
    /// @param controller The controller.
    /// @param requestId The id.
    error UnknownRequest(address controller, uint256 requestId);

    /// @notice What a redemption will pay is not known before it is settled, so nothing can be previewed.
    error NoPreview();

    /// @notice Nothing is deposited here, but at the vault.
    /// @param receiver Who would own the shares.
    /// @param assets The amount.
    /// @param max The most: nothing.
    error ERC4626ExceededMaxDeposit(address receiver, uint256 assets, uint256 max);

    /// @notice Nothing is minted here, but at the vault.
    /// @param receiver Who would own the shares.
    /// @param shares The number.
    /// @param max The most: none.
    error ERC4626ExceededMaxMint(address receiver, uint256 shares, uint256 max);

    /// @notice The account cannot be paid: it is zero.
    /// @param receiver The account.
    error ERC20InvalidReceiver(address receiver);

    /// @notice The contract is no vault: it does not tell its asset.
    /// @param vault The contract.
    error UnsuitableVault(address vault);

    /// @notice An address that must exist is zero.
    error ZeroAddress();

    /// @notice The queue has been set up already.
    error InvalidInitialization();

    /// @notice The contract is in the middle of another call.
    error Locked();

    // ---------------------------------------------------------------- events

    /// @notice Shares joined the queue (ERC-7540).
    /// @param controller Who may claim or cancel.
    /// @param owner Whose shares they were.
    /// @param requestId The generation.
    /// @param sender Who asked for it.
    /// @param shares The number of shares.
    event RedeemRequest(
        address indexed controller, address indexed owner, uint256 indexed requestId, address sender, uint256 shares
    );

    /// @notice An account made another its operator, or no longer (ERC-7540).
    /// @param controller The account.
    /// @param operator The operator.
    /// @param approved Whether it is its operator now.
    event OperatorSet(address indexed controller, address indexed operator, bool approved);

    /// @notice A settled redemption was claimed.
    /// @param sender Who claimed it.
    /// @param receiver Who was paid.
    /// @param owner The controller of the request.
    /// @param assets What was paid.
    /// @param shares Settled shares this was paid for.
    event Withdraw(
        address indexed sender, address indexed receiver, address indexed owner, uint256 assets, uint256 shares
    );

    /// @notice A generation was settled, or a part of it.
    /// @param requestId The generation.
    /// @param shares Shares settled and burned.
    /// @param assets What was set aside for them.
    event Settled(uint256 indexed requestId, uint256 shares, uint256 assets);

    /// @notice A request left the queue.
    /// @param controller The controller, who got the shares.
    /// @param requestId The generation.
    /// @param sender Who asked for it.
    /// @param shares The number of shares that were not settled.
    event RequestCancelled(
        address indexed controller, uint256 indexed requestId, address sender, uint256 shares
    );

    // ---------------------------------------------------------------- asynchronous redemption (ERC-7540)

    /// @notice Gives shares to the queue. Requests of the same controller on the same day are one.
    /// @param shares The number of shares; the request must have at least the minimum.
    /// @param controller Who may claim or cancel: the owner, the caller, or who has made the caller its operator.
    /// @param owner Whose shares: the caller, who has made the caller its operator, or who has allowed the caller at the
    /// vault to take as many (ERC-20, ERC-2612), which is used up.
    /// @return requestId The generation.
    function requestRedeem(uint256 shares, address controller, address owner) external returns (uint256 requestId);

    /// @notice Shares of a request that are not claimable yet: not settled, or not for long enough.
    /// @param requestId The generation.
    /// @param controller The controller.
    /// @return shares The number of shares.
    function pendingRedeemRequest(uint256 requestId, address controller) external view returns (uint256 shares);

    /// @notice Settled shares of a request whose assets can be claimed.
    /// @param requestId The generation.
    /// @param controller The controller.
    /// @return shares The number of shares.
    function claimableRedeemRequest(uint256 requestId, address controller) external view returns (uint256 shares);

    /// @notice Claims what settled shares of the controller's older request were paid. All of them fetch all that is due.
    /// @param shares The number of shares, at most `maxRedeem`.
    /// @param receiver Who is paid.
    /// @param controller The controller: the caller, or who has made the caller its operator.
    /// @return assets What was paid, rounded down.
    function redeem(uint256 shares, address receiver, address controller) external returns (uint256 assets);

    /// @notice Claims an amount of what the controller's older request was paid.
    /// @param assets The amount, at most `maxWithdraw`.
    /// @param receiver Who is paid.
    /// @param controller The controller: the caller, or who has made the caller its operator.
    /// @return shares The settled shares this was paid for, rounded up.
    function withdraw(uint256 assets, address receiver, address controller) external returns (uint256 shares);

    /// @notice Settled shares of the controller's older request whose assets can be claimed.
    /// @param controller The controller.
    /// @return maxShares The number of shares.
    function maxRedeem(address controller) external view returns (uint256 maxShares);

    /// @notice What can be claimed of the controller's older request.
    /// @param controller The controller.
    /// @return maxAssets The amount.
    function maxWithdraw(address controller) external view returns (uint256 maxAssets);

    /// @notice Always reverts, as the standard demands.
    /// @param shares Any.
    /// @return assets Nothing.
    function previewRedeem(uint256 shares) external view returns (uint256 assets);

    /// @notice Always reverts, as the standard demands.
    /// @param assets Any.
    /// @return shares Nothing.
    function previewWithdraw(uint256 assets) external view returns (uint256 shares);

    /// @notice Makes an account an operator of the caller, who may request, claim and cancel for it and give its shares to
    /// the queue; or no longer.
    /// @param operator The account.
    /// @param approved Whether it is to be.
    /// @return Always true.
    function setOperator(address operator, bool approved) external returns (bool);

    /// @notice Whether an account is an operator of another.
    /// @param controller The other.
    /// @param operator The account.
    /// @return status Whether it is.
    function isOperator(address controller, address operator) external view returns (bool status);

    /// @notice Whether the contract has an interface (ERC-165).
    /// @param interfaceId The interface's identifier.
    /// @return Whether it has.
    function supportsInterface(bytes4 interfaceId) external view returns (bool);

    // ---------------------------------------------------------------- the vault behind it (ERC-7575)

    /// @notice The token of the shares: the deposit vault.
    /// @return shareTokenAddress Its address.
    function share() external view returns (address shareTokenAddress);

    /// @notice The asset.
    /// @return assetTokenAddress Its address.
    function asset() external view returns (address assetTokenAddress);

    /// @notice As the vault answers it.
    /// @return totalManagedAssets The amount.
    function totalAssets() external view returns (uint256 totalManagedAssets);

    /// @notice As the vault answers it.
    /// @param assets The amount.
    /// @return shares The number of shares.
    function convertToShares(uint256 assets) external view returns (uint256 shares);

    /// @notice As the vault answers it.
    /// @param shares The number of shares.
    /// @return assets The amount.
    function convertToAssets(uint256 shares) external view returns (uint256 assets);

    /// @notice Nothing: deposits are made at the vault.
    /// @param receiver Any.
    /// @return maxAssets Zero.
    function maxDeposit(address receiver) external view returns (uint256 maxAssets);

    /// @notice None: deposits are made at the vault.
    /// @param receiver Any.
    /// @return maxShares Zero.
    function maxMint(address receiver) external view returns (uint256 maxShares);

    /// @notice As the vault answers it.
    /// @param assets The amount.
    /// @return shares The number of shares.
    function previewDeposit(uint256 assets) external view returns (uint256 shares);

    /// @notice As the vault answers it.
    /// @param shares The number of shares.
    /// @return assets The amount.
    function previewMint(uint256 shares) external view returns (uint256 assets);

    /// @notice Always reverts: deposits are made at the vault.
    /// @param assets Any.
    /// @param receiver Any.
    /// @return shares None.
    function deposit(uint256 assets, address receiver) external returns (uint256 shares);

    /// @notice Always reverts: deposits are made at the vault.
    /// @param shares Any.
    /// @param receiver Any.
    /// @return assets Nothing.
    function mint(uint256 shares, address receiver) external returns (uint256 assets);

    // ---------------------------------------------------------------- this queue

    /// @notice Takes a request out of the queue: the controller gets the shares that were not settled, and is paid what is
    /// due for those that were. Shares that queue again queue at the end.
    /// @param requestId The generation.
    /// @param controller The controller: the caller, or who has made the caller its operator.
    /// @return shares The number of shares given back.
    /// @return assets What was paid.
    function cancel(uint256 requestId, address controller) external returns (uint256 shares, uint256 assets);

    /// @notice Settles what waits with the cash there is, generation by generation, at most eight in a call, at one price.
    /// Permissionless; does nothing where there is nothing to do.
    /// @return shares The number of shares settled and burned.
    /// @return assets What was set aside for them.
    function settle() external returns (uint256 shares, uint256 assets);

    /// @notice The shares a request must have.
    /// @return The number of shares.
    function minimumRequest() external view returns (uint256);

    /// @notice The generations that wait; all shares that do are the vault's balance of this contract.
    /// @return head The first that is not wholly settled; above the newest when none waits.
    /// @return tail The newest; zero before the first.
    function line() external view returns (uint256 head, uint256 tail);

    /// @notice The open requests of a controller.
    /// @param controller The controller.
    /// @return older The generation of the older; zero if there is none.
    /// @return newer The generation of the newer; zero if there is none.
    function requestsOf(address controller) external view returns (uint256 older, uint256 newer);

    /// @notice A generation: its open requests together.
    /// @param requestId The generation.
    /// @return settledFrom From when it may be settled.
    /// @return claimedFrom From when what was paid may be claimed.
    /// @return asked Shares asked for.
    /// @return filled Shares of these that were settled.
    /// @return paid Assets set aside for these, claimed ones included.
    function generation(uint256 requestId)
        external view returns (uint256 settledFrom, uint256 claimedFrom, uint256 asked, uint256 filled, uint256 paid);
}
