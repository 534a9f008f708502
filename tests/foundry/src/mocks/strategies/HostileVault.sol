// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {PlainVault} from "./PlainVault.sol";

/// @title A strategy that misbehaves as a test wants it to
contract HostileVault is PlainVault {
    enum Mode {
        Honest,
        Reverts,
        BurnsGas,
        TellsNothing,
        Multiplies,
        KeepsDeposits,
        TakesLess,
        PaysNothing,
        Charges
    }

    Mode public mode;
    uint256 public factor;
    address public target;
    bytes public call;
    bool public succeeded;
    bytes public answer;

    constructor(IERC20 asset_) PlainVault(asset_) {}

    function set(Mode mode_, uint256 factor_) external {
        (mode, factor) = (mode_, factor_);
    }

    /// @notice Makes one call in every deposit and withdrawal.
    function arm(address target_, bytes calldata call_) external {
        (target, call) = (target_, call_);
    }

    function previewRedeem(uint256 shares) public view override returns (uint256) {
        if (mode == Mode.Reverts) revert("no");
        if (mode == Mode.BurnsGas) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        if (mode == Mode.TellsNothing) {
            assembly ("memory-safe") {
                return(0, 0)
            }
        }
        uint256 worth = super.previewRedeem(shares);
        if (mode == Mode.Multiplies) return worth * factor / 1e18;
        if (mode == Mode.Charges) return worth - worth * factor / 1e18;
        return worth;
    }

    function deposit(uint256 assets, address receiver) public override returns (uint256 shares) {
        _strike();
        if (mode == Mode.TakesLess) return super.deposit(assets / 2, receiver);
        shares = super.deposit(assets, receiver);
        if (mode == Mode.KeepsDeposits) {
            _burn(receiver, shares);
            return 0;
        }
    }

    function withdraw(uint256 assets, address receiver, address owner) public override returns (uint256) {
        _strike();
        if (mode == Mode.Reverts) revert("no");
        if (mode == Mode.PaysNothing) return convertToShares(assets);
        return super.withdraw(assets, receiver, owner);
    }

    function _strike() private {
        if (target != address(0)) (succeeded, answer) = target.call(call);
    }
}
