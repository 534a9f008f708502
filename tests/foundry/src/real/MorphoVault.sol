// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IMorpho, MarketParams} from "morpho-blue/interfaces/IMorpho.sol";
import {MorphoBalancesLib} from "morpho-blue/libraries/periphery/MorphoBalancesLib.sol";

/// @title A vault that lends everything in one market of Morpho
/// @notice Pays out no more than borrowers have left there.
contract MorphoVault is ERC4626 {
    using MorphoBalancesLib for IMorpho;

    IMorpho private immutable MORPHO;
    MarketParams private _market;

    constructor(IMorpho morpho, MarketParams memory market)
        ERC4626(IERC20(market.loanToken))
        ERC20("Lent in a market", "LIM")
    {
        (MORPHO, _market) = (morpho, market);
        IERC20(market.loanToken).approve(address(morpho), type(uint256).max);
    }

    function totalAssets() public view override returns (uint256) {
        return MORPHO.expectedSupplyAssets(_market, address(this));
    }

    /// @notice What is not lent.
    function available() public view returns (uint256) {
        (uint256 supplied,, uint256 borrowed,) = MORPHO.expectedMarketBalances(_market);
        return supplied - borrowed;
    }

    function maxWithdraw(address owner) public view override returns (uint256) {
        return Math.min(previewRedeem(balanceOf(owner)), available());
    }

    function maxRedeem(address owner) public view override returns (uint256) {
        return Math.min(balanceOf(owner), convertToShares(available()));
    }

    function _deposit(address caller, address receiver, uint256 assets, uint256 shares) internal override {
        super._deposit(caller, receiver, assets, shares);
        MORPHO.supply(_market, assets, 0, address(this), "");
    }

    function _withdraw(address caller, address receiver, address owner, uint256 assets, uint256 shares)
        internal
        override
    {
        MORPHO.withdraw(_market, assets, 0, address(this), address(this));
        super._withdraw(caller, receiver, owner, assets, shares);
    }
}
