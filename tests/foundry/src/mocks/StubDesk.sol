// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditTerms} from "alm-interfaces/ICreditTerms.sol";

/// @title A desk that takes terms as the desk does: bounds on falls and lives, ramps from where loans are
contract StubDesk {
    uint256 private constant ONE = 10_000_000;

    address public immutable source;
    mapping(address => ICreditTerms.TermsInForce) private terms;
    mapping(address => uint8) public groupOf;
    ICreditTerms.CreditInForce private credit;
    uint256 public pushes;

    error Refused(uint256 term, uint256 have, uint256 want);

    constructor(address source_) {
        source = source_;
    }

    function setGroup(address asset, uint8 group) external {
        groupOf[asset] = group;
    }

    function setCollateralTerms(address asset, ICreditTerms.CollateralTerms calldata given) external {
        require(msg.sender == source, ICreditTerms.NotRiskSource(msg.sender));
        ICreditTerms.TermsInForce memory old = collateralTerms(asset);
        uint32 from = old.threshold == 0 ? given.threshold : old.thresholdNow;
        within(0, given.openLtv, from < given.threshold ? from - 1 : given.threshold - 1);
        within(1, uint256(given.threshold) * (ONE + given.bonus), 9_950_000 * ONE);
        within(2, given.bonus, ONE / 5);
        if (given.threshold < from) {
            uint256 earliest = block.timestamp + uint256(from - given.threshold) * 1 days / (ONE / 5);
            require(given.rampEnd >= earliest, Refused(3, given.rampEnd, earliest));
        }
        within(4, given.validUntil, block.timestamp + 30 days);
        require(given.validUntil >= block.timestamp, Refused(4, given.validUntil, block.timestamp));
        terms[asset] = ICreditTerms.TermsInForce({
            openLtv: given.openLtv,
            thresholdNow: 0,
            thresholdFrom: from,
            threshold: given.threshold,
            bonus: given.bonus,
            rampStart: uint40(block.timestamp),
            rampEnd: given.rampEnd < block.timestamp ? uint40(block.timestamp) : given.rampEnd,
            validUntil: given.validUntil
        });
        pushes += 1;
    }

    function setPortfolioCredit(ICreditTerms.PortfolioCredit calldata given) external {
        require(msg.sender == source, ICreditTerms.NotRiskSource(msg.sender));
        ICreditTerms.CreditInForce memory old = portfolioCredit();
        within(5, given.credit, ONE / 4);
        if (given.credit < old.creditNow) {
            uint256 earliest = block.timestamp + uint256(old.creditNow - given.credit) * 1 days / (ONE / 20);
            require(given.rampEnd >= earliest, Refused(6, given.rampEnd, earliest));
        }
        within(7, given.validUntil, block.timestamp + 30 days);
        credit = ICreditTerms.CreditInForce({
            creditNow: 0,
            creditFrom: old.creditNow,
            credit: given.credit,
            rampStart: uint40(block.timestamp),
            rampEnd: given.rampEnd,
            validUntil: given.validUntil
        });
    }

    function collateralTerms(address asset) public view returns (ICreditTerms.TermsInForce memory told) {
        told = terms[asset];
        told.thresholdNow = ramp(told.thresholdFrom, told.threshold, told.rampStart, told.rampEnd);
    }

    function portfolioCredit() public view returns (ICreditTerms.CreditInForce memory told) {
        told = credit;
        told.creditNow = ramp(told.creditFrom, told.credit, told.rampStart, told.rampEnd);
    }

    function assetOf(address asset) external view returns (ICreditTerms.Asset memory told) {
        told.config.group = groupOf[asset];
    }

    function ramp(uint32 from, uint32 to, uint40 start, uint40 end) private view returns (uint32) {
        if (block.timestamp >= end) return to;
        uint256 passed = block.timestamp - start;
        uint256 length = end - start;
        return to < from
            ? from - uint32(uint256(from - to) * passed / length)
            : from + uint32(uint256(to - from) * passed / length);
    }

    function within(uint256 term, uint256 have, uint256 most) private pure {
        require(have <= most, Refused(term, have, most));
    }
}
