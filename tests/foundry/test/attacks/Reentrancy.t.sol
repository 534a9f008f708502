// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {ICreditDesk} from "alm-interfaces/ICreditDesk.sol";
import {Intruder} from "../../src/mocks/Intruder.sol";
import {PoolTest} from "./PoolTest.sol";

/// What is read while something is half done.
contract ReadOnlyReentrancyTest is PoolTest {
    function shown() external view returns (uint256[5] memory) {
        return _prices();
    }

    /// Reads as a protocol would that lends against shares.
    function _onlooker() private returns (Intruder onlooker) {
        onlooker = _intruder();
        onlooker.arm(address(this), abi.encodeCall(this.shown, ()));
    }

    function test_attack_read_only_reentrancy_sees_no_price_of_a_flash_loan() external {
        Intruder onlooker = _onlooker();
        ICreditDesk.Action[] memory actions = new ICreditDesk.Action[](4);
        actions[0] = _add(weth, 2_000 * ETH);
        actions[1] = _borrow(2_000_000 * UNIT, address(onlooker));
        actions[2] = _action(6, address(0), 0, 0, 0, address(0));
        actions[3] = _repay(ALL);
        uint256[5] memory before = _prices();
        onlooker.execute(actions);
        _assertSame(abi.decode(onlooker.answer(), (uint256[5])), before);
        _assertSame(_prices(), before);
    }

    /// While a liquidation is half done its loss is as unknown as it was before, and it is known when it is over.
    function test_attack_read_only_reentrancy_sees_no_price_of_a_loss() external {
        Intruder onlooker = _onlooker();
        _open(alice, 14_000 * UNIT);
        _jump(weth, 700e8);
        ICreditDesk.Order memory order = _order(alice, weth, ALL);
        (order.receiver, order.callback) = (address(onlooker), true);
        uint256[5] memory before = _prices();
        onlooker.liquidate(order);
        _assertSame(abi.decode(onlooker.answer(), (uint256[5])), before);
        assertEq(_debt(alice), 0, "INV-CREDIT-04");
        assertLt(_prices()[4], before[4], "INV-LOSS-01: the buffer bears it");
    }
}
