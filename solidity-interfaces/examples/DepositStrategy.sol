// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.24;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IDepositVault} from "../src/IDepositVault.sol";
import {IRedeemQueue} from "../src/IRedeemQueue.sol";

/// @title A strategy that keeps an allocator's assets in a deposit vault
/// @notice Deposits, leaves at once where that is allowed and cheap enough, and queues with the rest. The queue charges
/// nothing and waits: what it settles can be claimed from two days after the request, later while there is no cash.
/// @dev An example to copy. Whatever leaves goes to the allocator, who alone may call. Views of the vault revert while it
/// is in the middle of a call, so `totalAssets` cannot be read at a price in motion.
contract DepositStrategy is ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @notice What is deposited.
    IERC20 public immutable ASSET;
    /// @notice Where it is deposited.
    IDepositVault public immutable VAULT;
    /// @notice Where redemptions wait that the vault does not pay at once.
    IRedeemQueue public immutable QUEUE;
    /// @notice Whose assets these are.
    address public immutable ALLOCATOR;

    /// @notice Assets were deposited.
    /// @param assets The amount.
    /// @param shares Shares of the vault received for it.
    event Deposited(uint256 assets, uint256 shares);

    /// @notice Assets were withdrawn at once.
    /// @param assets What the allocator was paid.
    /// @param shares Shares of the vault burned for it.
    event Withdrawn(uint256 assets, uint256 shares);

    /// @notice Shares were given to the queue.
    /// @param requestId The request; later ones of the same day have the same.
    /// @param shares The number of shares.
    event Queued(uint256 indexed requestId, uint256 shares);

    /// @notice Settled redemptions were claimed.
    /// @param assets What the allocator was paid.
    event Claimed(uint256 assets);

    /// @notice A request was taken back.
    /// @param requestId The request.
    /// @param shares Shares given back by the queue.
    /// @param assets What the allocator was paid for shares settled before.
    event Cancelled(uint256 indexed requestId, uint256 shares, uint256 assets);

    /// @notice Only the allocator may do this.
    /// @param caller Who tried.
    error NotAllocator(address caller);

    /// @notice The vault has no redemption queue, or an address is missing.
    error Unsuitable();

    /// @notice An exchange is worse than the allocator accepts.
    /// @param have Shares received, or burned.
    /// @param want The bound.
    error SlippageExceeded(uint256 have, uint256 want);

    modifier onlyAllocator() {
        if (msg.sender != ALLOCATOR) revert NotAllocator(msg.sender);
        _;
    }

    /// @param vault A deposit vault that has a queue.
    /// @param allocator Whose assets are to be deposited.
    constructor(IDepositVault vault, address allocator) {
        address queue = vault.queue();
        if (queue == address(0) || allocator == address(0)) revert Unsuitable();
        (ASSET, VAULT, QUEUE, ALLOCATOR) = (IERC20(vault.asset()), vault, IRedeemQueue(queue), allocator);
    }

    /// @notice Deposits assets of the allocator, who has approved them to this contract.
    /// @param assets The amount, at most `VAULT.maxDeposit(address(this))`.
    /// @param minShares Least shares to accept.
    /// @return shares Shares received.
    function deposit(uint256 assets, uint256 minShares) external onlyAllocator nonReentrant returns (uint256 shares) {
        ASSET.safeTransferFrom(ALLOCATOR, address(this), assets);
        ASSET.forceApprove(address(VAULT), assets);
        shares = VAULT.deposit(assets, address(this));
        if (shares < minShares) revert SlippageExceeded(shares, minShares);
        emit Deposited(assets, shares);
    }

    /// @notice Withdraws an amount at once, or reverts: the vault tells why.
    /// @param assets What the allocator shall get.
    /// @param maxShares Most shares to burn for it: the vault charges an exit for the liquidity it takes.
    /// @return shares Shares burned.
    function withdraw(uint256 assets, uint256 maxShares) external onlyAllocator nonReentrant returns (uint256 shares) {
        shares = VAULT.withdraw(assets, ALLOCATOR, address(this));
        if (shares > maxShares) revert SlippageExceeded(shares, maxShares);
        emit Withdrawn(assets, shares);
    }

    /// @notice Leaves with a number of shares: at once with as many as the vault lets go at a price the allocator accepts,
    /// with the rest through the queue. A rest below the queue's minimum stays here.
    /// @param shares The number of shares.
    /// @param minAssets Least payment to accept for all of them at once; a part has to fetch its part of that. With the
    /// greatest number there is, all of them queue.
    /// @return paid What the allocator was paid at once.
    /// @return queued Shares given to the queue.
    function exit(uint256 shares, uint256 minAssets)
        external
        onlyAllocator
        nonReentrant
        returns (uint256 paid, uint256 queued)
    {
        uint256 instant = Math.min(shares, VAULT.maxRedeem(address(this)));
        // A preview is what is paid in the same transaction.
        if (instant != 0 && VAULT.previewRedeem(instant) >= Math.mulDiv(minAssets, instant, shares, Math.Rounding.Ceil))
        {
            paid = VAULT.redeem(instant, ALLOCATOR, address(this));
            emit Withdrawn(paid, instant);
        } else {
            instant = 0;
        }
        queued = shares - instant;
        if (queued < QUEUE.minimumRequest()) return (paid, 0);
        // At most two requests may be open: the queue names the one to claim or cancel before a third.
        uint256 requestId = QUEUE.requestRedeem(queued, address(this), address(this));
        emit Queued(requestId, queued);
    }

    /// @notice Has the allocator paid for every share that was settled and may be claimed. Anybody may call.
    /// @return assets What was paid.
    function claim() external nonReentrant returns (uint256 assets) {
        uint256 shares = QUEUE.maxRedeem(address(this));
        while (shares != 0) {
            assets += QUEUE.redeem(shares, ALLOCATOR, address(this));
            // The older request may have ended: then this is about the newer.
            shares = QUEUE.maxRedeem(address(this));
        }
        emit Claimed(assets);
    }

    /// @notice Takes a request back: the shares that were not settled return here, what is due for the others is paid.
    /// @param requestId The request.
    /// @return shares Shares that returned.
    function cancel(uint256 requestId) external onlyAllocator nonReentrant returns (uint256 shares) {
        uint256 assets;
        (shares, assets) = QUEUE.cancel(requestId, address(this));
        ASSET.safeTransfer(ALLOCATOR, assets);
        emit Cancelled(requestId, shares, assets);
    }

    /// @notice What the allocator owns here: shares held and shares that wait at their price at cost, without the fee of an
    /// instant exit, and what can be claimed. Rounded down.
    /// @return assets The amount.
    function totalAssets() external view returns (uint256 assets) {
        (uint256 older, uint256 newer) = QUEUE.requestsOf(address(this));
        (uint256 waiting, uint256 due) = _request(older);
        (uint256 waitingToo, uint256 dueToo) = _request(newer);
        return VAULT.convertToAssets(VAULT.balanceOf(address(this)) + waiting + waitingToo) + due + dueToo;
    }

    /// @dev Shares of a request that wait, and what can be claimed for those that do not.
    function _request(uint256 requestId) private view returns (uint256 waiting, uint256 due) {
        if (requestId == 0) return (0, 0);
        waiting = QUEUE.pendingRedeemRequest(requestId, address(this));
        uint256 claimable = QUEUE.claimableRedeemRequest(requestId, address(this));
        if (claimable == 0) return (waiting, 0);
        (,,, uint256 filled, uint256 paid) = QUEUE.generation(requestId);
        due = Math.mulDiv(paid, claimable, filled);
    }
}
